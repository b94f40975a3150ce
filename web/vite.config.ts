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
    // The first load lists every chunk by its name; what is behind a name says the manifest.
    rolldownOptions: { output: { chunkFileNames: 'assets/[hash:7].js' } },
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  server: { proxy: { '/v1': api, '/health': api } },
})
