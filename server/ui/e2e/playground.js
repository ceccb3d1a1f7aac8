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
    await showsTheDocumentation(page);
    await picture('documentation');
    await switchesTheme(page, scheme);
    await completes(page);
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

async function opensAnExampleAgain(page, examples) {
  const before = await page.getByRole('tab').count();
  const last = examples.length - 1;
  await page.getByLabel('Open an example').selectOption(String(last));
  await page.getByRole('tab').nth(before).waitFor();
  await editorShows(page, examples[last]);
}

/**
 * Clicks at the beginning of the text: to click in the middle of a long one, the
 * browser would scroll what does not scroll for a person, and the editor's margin
 * would lie over the tabs.
 */
async function intoTheEditor(page) {
  await page.locator('.graphiql-query-editor .view-lines').click({ position: { x: 5, y: 5 } });
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
    const lightness = await page.locator('.graphiql-editors').evaluate((element) => {
      const [red, green, blue] = getComputedStyle(element).backgroundColor.match(/\d+/g).map(Number);
      return (red + green + blue) / 3;
    });
    assert.equal(lightness < 128, dark, `theme ${label} under a ${scheme} system`);
    await button.click();
  }
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
