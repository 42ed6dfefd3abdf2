import { fileURLToPath } from 'node:url'
import { createElement, type FunctionComponent } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Plugin, runnerImport } from 'vite'

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
        const chunk = Object.values(bundle).find((each) => each.type === 'chunk' && main.test(each.facadeModuleId ?? ''))
        if (chunk === undefined) throw new Error('The build has no chunk of main.tsx, which index.html would name.')
        // The theme of this device is known to the first script: nothing is painted before it ran.
        const painted = html.replace('<script type="module"', '<script type="module" blocking="render"')
        const shapes = renderToStaticMarkup(createElement(module.Opening))
        return {
          html: painted.replace('<div id="root"></div>', `<div id="root">${shapes}</div>`),
          tags: [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${chunk.fileName}` }, injectTo: 'head' }],
        }
      },
    },
  }
}
