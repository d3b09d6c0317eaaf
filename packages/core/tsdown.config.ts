import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/wire.ts',
    'src/handover.ts',
    'src/csp.ts',
    'src/frontend-api-proxy.ts',
    'src/urlpattern.ts',
  ],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  dts: true,
  sourcemap: true,
})
