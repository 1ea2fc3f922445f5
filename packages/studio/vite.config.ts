import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The server sends `default-src 'self'`: nothing may be inlined, neither the preload polyfill nor a small asset.
export default defineConfig({
  plugins: [react()],
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:8600', '/docs': 'http://127.0.0.1:8600' } },
});
