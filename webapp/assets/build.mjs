// Builds what the pages load into ../static/dist: app.js, app.css, viewer.js, tables.js, their styles, icons.svg, licenses.txt.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { icons } from './icons.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const dist = join(here, '../static/dist');

// A strict style-src forbids style="" in HTML that scripts insert, as the table viewer does; set through the DOM it is allowed.
const strictStyles = {
  name: 'strict-styles',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]domify[/\\]index\.js$/ }, ({ path }) => ({
      contents: replaced(path, 'element.innerHTML = prefix + htmlString + suffix;', `
        element.innerHTML = prefix + htmlString.replace(/\\sstyle="/g, ' data-style="') + suffix;
        for (const styled of element.querySelectorAll('[data-style]')) styled.style.cssText = styled.dataset.style;`),
    }));
    onLoad({ filter: /[/\\]style-mod[/\\]src[/\\]style-mod\.js$/ }, ({ path }) => ({
      contents: replaced(path, 'if (!root.head && root.adoptedStyleSheets', 'if (root.adoptedStyleSheets'),
    }));
  },
};

function replaced(path, before, after) {
  const source = readFileSync(path, 'utf8');
  if (!source.includes(before)) throw new Error(`${path} has changed: look again at what build.mjs replaces in it`);
  return source.replace(before, after);
}

function sprite(names) {
  const symbol = (name) => readFileSync(join(modules, 'bootstrap-icons/icons', `${name}.svg`), 'utf8')
    .replace(/<svg[^>]*viewBox="([^"]+)"[^>]*>/, `<symbol id="${name}" viewBox="$1">`)
    .replace('</svg>', '</symbol>').replace(/\s*\n\s*/g, '');
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${names.map(symbol).join('\n')}\n</svg>\n`;
}

function licences(metafile) {
  const folder = (input) => input.match(/node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
  const bundled = new Set(Object.keys(metafile.inputs).map(folder).filter(Boolean));
  bundled.add('node_modules/bootstrap-icons');
  return [...bundled].sort().map((path) => {
    const about = JSON.parse(readFileSync(join(here, path, 'package.json'), 'utf8'));
    const file = readdirSync(join(here, path)).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? readFileSync(join(here, path, file), 'utf8').trim() : `Licence: ${about.license}`;
    return `${about.name} ${about.version}\n${'-'.repeat(60)}\n${text}\n`;
  }).join('\n\n');
}

if (existsSync(dist)) rmSync(dist, { recursive: true });
mkdirSync(dist, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ['app.js', 'app.css', 'viewer.js', 'tables.js'],
  outdir: dist,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  assetNames: '[name]',
  loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'dataurl' },
  external: ['*.woff', '*.ttf', '*.eot'],
  plugins: [strictStyles],
});
writeFileSync(join(dist, 'icons.svg'), sprite(icons));
writeFileSync(join(dist, 'licenses.txt'), licences(metafile));
const sizes = Object.entries(metafile.outputs).map(([name, { bytes }]) => `${name.split('/').pop()} ${Math.ceil(bytes / 1024)} KB`);
console.log(`Front end built: ${sizes.join(', ')}`);
