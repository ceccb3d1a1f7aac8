// Holds the server against the audits of the GraphQL over HTTP specification.
import { auditServer } from 'graphql-http';
import { server } from './server.js';

const expected = 61; // a new release of graphql-http must not pass with fewer unnoticed

const { url, stop } = await server();
try {
  const results = await auditServer({ url: new URL('graphql', url).href });
  for (const result of results) {
    if (result.status !== 'ok') console.error(`${result.id} ${result.status}: ${result.name}: ${result.reason}`);
  }
  const passed = results.filter((result) => result.status === 'ok').length;
  console.log(`GraphQL over HTTP: ${passed} of ${results.length} audits pass`);
  if (passed !== expected || results.length !== expected) process.exitCode = 1;
} finally {
  await stop();
}
