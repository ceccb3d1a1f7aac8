import { defineConfig } from 'vite';

// One HTML file per page: a further page is one more entry in `input`, beside
// its own folder in src/. What the server embeds is the whole of dist/.
export default defineConfig({
  // Relative addresses, so that the pages also work behind a path prefix.
  base: './',
  build: {
    target: 'es2022',
    // The server may name no other origin, so nothing is preloaded from one
    // and small images may be inlined; fonts stay files, which the policy allows.
    assetsInlineLimit: (file) => (file.endsWith('.ttf') ? false : undefined),
    license: { fileName: 'assets/licenses.md' },
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      input: { playground: 'index.html' },
      // 'use client' means nothing in a page that is all client.
      checks: { moduleLevelDirective: false },
    },
  },
  worker: { format: 'es' },
});
