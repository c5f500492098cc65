// Styles and scripts of the pages. build.py runs this and moves the result into the Python package.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // addresses inside the styles are relative, so any static address of a province works
  publicDir: false,
  clearScreen: false,
  css: {
    lightningcss: { errorRecovery: true }, // govuk-frontend keeps a few lines for very old browsers
    preprocessorOptions: { scss: { quietDeps: true } },
  },
  build: {
    outDir: "node_modules/.built",
    emptyOutDir: true,
    assetsDir: ".",
    assetsInlineLimit: 0, // fonts and pictures stay files: no data: address in the content policy
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    target: ["chrome109", "firefox115", "safari15.6"],
    rolldownOptions: {
      input: ["styles/pages.scss", "scripts/pages.js", "scripts/diagram.js", "scripts/scan.js", "scripts/worker.js", "styles/mark.svg", "styles/icon-192.png", "styles/icon-512.png", "styles/icon-maskable.png"],
    },
  },
});
