// Uses the playground in a real browser as a person would, light and dark.
// Fails on any request that leaves the server, any error in the console, any
// breach of the content security policy. With SCREENSHOTS=DIR it leaves
// pictures there.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { server } from './server.js';

const pictures = process.env.SCREENSHOTS;
const patience = 20_000; // milliseconds that any one step may take

const { url, stop } = await server();
try {
  const examples = await (await fetch(new URL('examples.json', url))).json();
  assert.ok(examples.length > 0, 'the server offers examples');
  for (const scheme of ['light', 'dark']) await visit(scheme, examples);
  console.log(`playground: light and dark, ${examples.length} examples, no request left the server`);
} finally {
  await stop();
}

async function visit(scheme, examples) {
  const profile = mkdtempSync(join(tmpdir(), 'playground-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    colorScheme: scheme,
    viewport: { width: 1360, height: 850 },
  });
  try {
    browser.setDefaultTimeout(patience);
    const faults = [];
    const page = await browser.newPage();
    listen(browser, page, faults);
    const picture = (name) => (pictures ? page.screenshot({ path: join(pictures, `${scheme}-${name}.png`) }) : null);
    if (pictures) mkdirSync(pictures, { recursive: true });

    await page.goto(url);
    await opens(page, examples);
    await picture('open');
    await runs(page);
    await picture('answer');
    await showsEveryExample(page, examples);
    await opensAnExampleAgain(page, examples);
    await picture('example');
    await comesBackToItsTab(page, faults);
    await showsTheDocumentation(page);
    await picture('documentation');
    await switchesTheme(page, scheme);
    await followsTheSystem(page, scheme);
    await completes(page);
    await fitsSmallWindows(page, picture);
    assert.deepEqual(faults, [], `${scheme}: what the browser complained of`);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Collects all that must not happen, from the page and from its workers. */
function listen(browser, page, faults) {
  const origin = new URL(url).origin;
  browser.on('request', (request) => {
    const asked = new URL(request.url());
    if (!['data:', 'blob:'].includes(asked.protocol) && asked.origin !== origin) faults.push(`request to ${asked.href}`);
  });
  browser.on('requestfailed', (request) => faults.push(`failed request: ${request.url()} ${request.failure()?.errorText}`));
  browser.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.stack}`));
  page.on('crash', () => faults.push('the page crashed'));
}

async function opens(page, examples) {
  assert.match(await page.title(), /policygraph/);
  await page.getByRole('heading', { name: /policygraph/, level: 1 }).waitFor();
  await page.locator('.bar-dataset').waitFor();
  const version = await page.evaluate(async () => {
    const answer = await fetch('graphql?query={dataset{version}}');
    return (await answer.json()).data.dataset.version;
  });
  assert.match(await page.locator('.bar-dataset').innerText(), new RegExp(version), 'the header names the dataset');
  for (const link of ['Schema', 'Health']) {
    const href = await page.getByRole('link', { name: link }).evaluate((element) => element.href);
    assert.equal((await page.request.get(href)).status(), 200, `the link ${link} leads somewhere`);
  }
  await page.getByRole('tab').nth(examples.length - 1).waitFor();
  assert.equal(await page.getByRole('tab').count(), examples.length, 'one tab an example');
  await editorShows(page, examples[0]);
}

/** Runs the first tab's query by the keyboard, then by the button. */
async function runs(page) {
  const answer = page.locator('.graphiql-response');
  await intoTheEditor(page);
  await page.keyboard.press('Control+Enter');
  await answer.getByText('"data"').first().waitFor();
  const [response] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/graphql')),
    page.locator('.graphiql-execute-button').click(),
  ]);
  const body = await response.json();
  assert.equal(body.errors, undefined, 'the first example is answered without errors');
  assert.ok(Object.values(body.data).some((value) => value !== null), 'the first example is answered with data');
  assert.ok(body.extensions.dataset.version, 'the answer names the dataset version');
  await answer.getByText('"data"').first().waitFor();
}

async function showsEveryExample(page, examples) {
  for (const [index, example] of examples.entries()) {
    await page.getByRole('tab').nth(index).click();
    await editorShows(page, example);
  }
}

/** The menu goes to the tab that has the example; only one that is nowhere unchanged is opened anew. */
async function opensAnExampleAgain(page, examples) {
  const tabs = page.getByRole('tab');
  const before = await tabs.count();
  const choose = (index) => page.getByLabel('Open an example').selectOption(String(index));
  const last = examples.length - 1;
  for (const index of [0, last]) {
    await choose(index);
    await tabIsInSight(page, index);
    await editorShows(page, examples[index]);
    await page.getByRole('tablist').evaluate((bar, left) => bar.scrollTo({ left }), index ? 0 : 10_000);
    await choose(index);
    await tabIsInSight(page, index);
    assert.equal(await tabs.count(), before, 'an example that is open is not opened again');
  }

  await intoTheEditor(page);
  await page.keyboard.type('# mine ');
  await choose(last);
  await tabIsInSight(page, before);
  await editorShows(page, examples[last]);
  await tabs.nth(last).click();
  await page.locator('.graphiql-query-editor').getByText('mine').waitFor();
  await choose(last);
  await tabIsInSight(page, before);
  assert.equal(await tabs.count(), before + 1, 'one more tab for an example that was edited');

  await tabs.first().click();
  await tabIsInSight(page, 0);
  await page.getByRole('button', { name: 'New tab' }).click();
  await tabIsInSight(page, before + 1);
}

/** A reload shows the tab that was active, and the bar scrolled to it. */
async function comesBackToItsTab(page, faults) {
  const before = await page.getByRole('tab').count();
  const active = before - 2; // the last one is empty, and so not remembered by its text
  await page.getByRole('tab').nth(active).click();
  // What is remembered follows half a second behind.
  await page.waitForFunction(
    ([count, index]) => {
      const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState'));
      return tabs.length === count && activeTabIndex === index;
    },
    [before, active],
  );
  const seen = faults.length;
  await page.reload();
  // The page that was left gave up what it was still fetching, such as a worker.
  const since = faults.splice(seen);
  faults.push(...since.filter((fault) => !fault.endsWith('net::ERR_ABORTED')));
  await tabIsInSight(page, active);
  assert.equal(await page.getByRole('tab').count(), before, 'a reload leaves the tabs as they were');
}

/** The tab of this number is the active one, and all of it lies within the bar. */
async function tabIsInSight(page, index) {
  await page.waitForFunction((wanted) => {
    const tab = document.querySelectorAll('[role=tab]')[wanted];
    if (tab?.getAttribute('aria-selected') !== 'true') return false;
    const { left, right } = tab.getBoundingClientRect();
    const bar = tab.closest('[role=tablist]').getBoundingClientRect();
    return left >= bar.left - 1 && right <= bar.right + 1;
  }, index);
}

/**
 * Puts the cursor before the text, without a click: for one the browser may scroll
 * what does not scroll for a person, and the text would lie where no click reaches it.
 */
async function intoTheEditor(page) {
  await page.locator('.graphiql-query-editor textarea').first().focus();
  await page.keyboard.press('Control+Home');
}

async function editorShows(page, example) {
  // The editor draws each space as a no-break space.
  const first = example.query.split('\n')[0].replaceAll(/\s+/g, ' ').slice(0, 30).trim();
  await page.waitForFunction(
    (text) =>
      document
        .querySelector('.graphiql-query-editor .view-lines')
        ?.textContent.replaceAll(/\s+/g, ' ')
        .includes(text),
    first,
  );
}

async function showsTheDocumentation(page) {
  await page.getByRole('button', { name: /Show Documentation Explorer/ }).click();
  const explorer = page.locator('.graphiql-doc-explorer');
  await explorer.getByText('Query', { exact: true }).first().click();
  await explorer.getByText('dataset', { exact: true }).first().waitFor();
}

/** Round the three themes: the paper must be dark exactly when it ought to be. */
async function switchesTheme(page, scheme) {
  const button = page.getByRole('button', { name: /^Theme: / });
  for (const [label, dark] of [
    ['system', scheme === 'dark'],
    ['light', false],
    ['dark', true],
    ['system', scheme === 'dark'],
  ]) {
    assert.equal(await button.innerText(), `Theme: ${label}`);
    assert.equal(await isDark(page, '.graphiql-editors', 'backgroundColor'), dark, `theme ${label} under a ${scheme} system`);
    await button.click();
  }
}

/** When the system turns dark or light the open page does, text and paper alike; a chosen theme stays. */
async function followsTheSystem(page, scheme) {
  const other = scheme === 'dark' ? 'light' : 'dark';
  const button = page.getByRole('button', { name: /^Theme: / });
  const shows = async (expected, when) => {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await becomes(page, '.graphiql-editors', 'backgroundColor', expected === 'dark', `the paper ${when}`);
    for (const editor of ['.graphiql-query-editor', '.graphiql-editor-tool']) {
      const ink = `${editor} .view-line [class^=mtk]`;
      await becomes(page, ink, 'color', expected === 'light', `the text of ${editor} ${when}`);
    }
  };
  while ((await button.innerText()) !== 'Theme: system') await button.click();
  await shows(scheme, `under a ${scheme} system`);
  for (const now of [other, scheme]) {
    await page.emulateMedia({ colorScheme: now });
    await shows(now, `after the system turned ${now}`);
  }
  await button.click();
  for (const now of [other, scheme]) {
    await page.emulateMedia({ colorScheme: now });
    await shows('light', `chosen light, after the system turned ${now}`);
  }
}

/** Waits until a colour is as dark as it ought to be. */
async function becomes(page, selector, property, dark, what) {
  const end = Date.now() + patience;
  while ((await isDark(page, selector, property)) !== dark && Date.now() < end) await page.waitForTimeout(20);
  assert.equal(await isDark(page, selector, property), dark, what);
}

/** Is this colour of the first such element nearer to black than to white? */
async function isDark(page, selector, property) {
  return page
    .locator(selector)
    .first()
    .evaluate((element, property) => {
      const [red, green, blue] = getComputedStyle(element)[property].match(/\d+/g).map(Number);
      return (red + green + blue) / 3 < 128;
    }, property);
}

/** The schema reached the editor's worker: it proposes fields. */
async function completes(page) {
  await page.getByRole('button', { name: 'New tab' }).click();
  await intoTheEditor(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('{ datas');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget').getByText('dataset').first().waitFor();
  await page.keyboard.press('Escape');
}

/** From a phone's width up nothing of the header is out of reach, the page does not scroll sideways. */
async function fitsSmallWindows(page, picture) {
  const whole = page.viewportSize();
  await page.getByRole('button', { name: /Hide Documentation Explorer/ }).click();
  for (const width of [360, 390, 400, 640, 800, 900]) {
    await page.setViewportSize({ width, height: 800 });
    // The editors follow the window's size a little later.
    await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
    for (const [name, element] of [
      ['the version', page.locator('.bar-dataset code')],
      ['the examples', page.getByLabel('Open an example')],
      ['the theme', page.getByRole('button', { name: /^Theme: / })],
      ['Schema', page.getByRole('link', { name: 'Schema' })],
      ['Health', page.getByRole('link', { name: 'Health' })],
      ['the run button', page.locator('.graphiql-execute-button')],
    ]) {
      const box = await element.boundingBox();
      assert.ok(box && box.width > 20 && box.x >= 0 && box.x + box.width <= width, `${name} is in sight at ${width}`);
    }
    const editor = await page.locator('.graphiql-editors').boundingBox();
    const response = await page.locator('.graphiql-response').boundingBox();
    if (width <= 800) {
      assert.ok(editor.y + editor.height <= response.y, `the editor stands above the response at ${width}`);
      for (const { width: taken } of [editor, response]) assert.ok(taken > 0.8 * width, `each is wide at ${width}`);
    } else {
      assert.ok(editor.x + editor.width <= response.x, `the editor stands beside the response at ${width}`);
    }
    await picture(`width-${width}`);
  }
  await page.setViewportSize(whole);
}
