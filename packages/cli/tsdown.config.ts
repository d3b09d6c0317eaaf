import { defineConfig } from 'tsdown'

// Nobody imports the command, so there are no declarations.
export default defineConfig({
  entry: ['src/cli.ts'],
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  fixedExtension: false,
  dts: false,
  sourcemap: true,
})
