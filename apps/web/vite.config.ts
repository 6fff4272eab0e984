import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.PROOFROOM_SERVER ?? 'http://127.0.0.1:4000'
const entry = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Two pages: the seller's app and the customer's page. Nothing inlined, so the server's CSP can stay strict. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: entry('index.html'), customer: entry('customer.html') } },
  },
  server: {
    host: '127.0.0.1',
    // Host stays the browser's, since the server takes unsafe requests only from the address it is reached by.
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/live': { target: server, changeOrigin: false, ws: true },
      '/c/': { target: server, changeOrigin: false },
    },
  },
})
