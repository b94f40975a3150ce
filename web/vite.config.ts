import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env.COUNTERSIGN_API ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { tsconfigPaths: true },
  build: {
    // Nothing may become a data: URL, the content policy forbids them.
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        // The first load lists every chunk by its name; what is behind a name says the manifest.
        chunkFileNames: 'assets/[hash:7].js',
        // The first load in two pieces, since many small ones compress worse; the libraries stay in the
        // browser's cache when only our own part changes.
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'first', tags: ['$initial'] },
          ],
        },
      },
    },
    modulePreload: { polyfill: false },
    target: 'es2023',
    // The first with popovers, which the menus are: they know every colour as it is written, so none is written twice.
    cssTarget: ['chrome114', 'firefox125', 'safari17'],
  },
  server: { proxy: { '/v1': api, '/health': api } },
})
