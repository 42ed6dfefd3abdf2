import { fileURLToPath } from 'node:url'
import { createElement, type FunctionComponent } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type HtmlTagDescriptor, type Plugin, type Rolldown, runnerImport } from 'vite'
import { withImports } from './with-imports.js'

const file = fileURLToPath(new URL('../src/app/shell/opening.tsx', import.meta.url))
const main = /\/main\.tsx$/

/**
 * Writes the grey shapes of the shell into the page, so that it shows them as soon as its styles are there, and has the main script fetched
 * beside the first one, which would ask for it later.
 */
export function openingShapes(): Plugin {
  return {
    name: 'tenure:opening-shapes',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        const { module } = await runnerImport<{ readonly Opening: FunctionComponent }>(file)
        // The theme of this device is known to the first script: nothing is painted before it ran.
        const painted = html.replace('<script type="module"', '<script type="module" blocking="render"')
        const shapes = renderToStaticMarkup(createElement(module.Opening))
        return {
          html: painted.replace('<div id="root"></div>', `<div id="root">${shapes}</div>`),
          tags: toPreloads(bundle).filter(({ attrs }) => !html.includes(String(attrs?.['href']))),
        }
      },
    },
  }
}

function toPreloads(bundle: Rolldown.OutputBundle): readonly HtmlTagDescriptor[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  const own = chunks.filter(({ moduleIds }) => moduleIds.some((id) => main.test(id)))
  if (own.length === 0) throw new Error('The build has no chunk of main.tsx, which index.html would name.')
  return [...withImports(own, bundle)].map(({ fileName }) => ({
    tag: 'link',
    attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
    injectTo: 'head',
  }))
}
