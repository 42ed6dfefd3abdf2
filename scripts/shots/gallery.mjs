// One HTML page that lays each picture beside its target.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes `index.html` into the folder of the pictures; targets are copied from `targets`, where they have the name of a state and a look. */
export function writeGallery({ folder, taken, targets }) {
  const names = [...new Set(taken.map(({ state }) => state.name))]
  const rows = names.map((name) =>
    section(
      name,
      taken.filter(({ state }) => state.name === name),
      { folder, targets },
    ),
  )
  writeFileSync(join(folder, 'index.html'), page(rows.join('\n')))
}

function section(name, pictures, places) {
  const figures = pictures.map(({ state, look, file }) => {
    const target = targetOf(state, look, places)
    return figure(look.name, file) + (target === undefined ? '' : figure(`target: ${target}`, `targets/${target}`))
  })
  return `<section id="${name}"><h2><a href="#${name}">${name}</a></h2><div>${figures.join('')}</div></section>`
}

function figure(caption, file) {
  return `<figure><a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${caption}</figcaption></figure>`
}

function targetOf(state, look, { folder, targets }) {
  if (targets === undefined || look.target === undefined) return undefined
  const name = `${state.target ?? state.name}-${look.target}.png`
  const file = join(targets, name)
  if (!existsSync(file)) return undefined
  mkdirSync(join(folder, 'targets'), { recursive: true })
  copyFileSync(file, join(folder, 'targets', name))
  return name
}

function page(rows) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pictures of the page</title><style>
body { margin: 24px; font: 14px/20px system-ui; color-scheme: light dark }
section > div { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start }
figure { margin: 0 } figcaption { color: GrayText } img { max-width: 680px; max-height: 560px; border: 1px solid GrayText }
</style></head><body><h1>Pictures of the page</h1>${rows}</body></html>
`
}
