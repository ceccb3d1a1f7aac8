// The server under test: the one that POLICYGRAPH_URL names, else the program
// of this repository, built by Go and started on a free port.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Gives the server's address and a function that stops what was started. */
export async function server() {
  const given = process.env.POLICYGRAPH_URL;
  if (given) return { url: withSlash(given), stop: async () => {} };

  // A process group of its own: `go run` is the parent of the program itself.
  const program = spawn('go', ['run', '.', 'serve', '--addr', '127.0.0.1:0'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(program, 'exit');
  const stop = async () => {
    if (program.exitCode === null) process.kill(-program.pid, 'SIGINT');
    await ended;
  };
  const said = [];
  const url = new Promise((resolve) => {
    for (const output of [program.stdout, program.stderr]) {
      createInterface({ input: output }).on('line', (line) => {
        said.push(line);
        const found = line.match(/http:\/\/127\.0\.0\.1:\d+/);
        if (found) resolve(withSlash(found[0]));
      });
    }
  });
  const died = ended.then(([code]) => {
    throw new Error(`the program ended with ${code} before it named its address:\n${said.join('\n')}`);
  });
  return { url: await Promise.race([url, died]), stop };
}

const withSlash = (url) => (url.endsWith('/') ? url : `${url}/`);
