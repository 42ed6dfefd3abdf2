import { tagOf } from '@tenure/core/block'
import { elementAddress } from './element-address.js'

/** What became of loading: the element is defined, or the reason why it is not. */
export type Loaded = { readonly ok: true } | { readonly ok: false; readonly reason: string | undefined }

const loading = new Map<string, Promise<Loaded>>()
const attempts = new Map<string, number>()

/** Loads the module of an element, once for the page; one that failed is loaded again when it is asked for again. */
export function loadElement(element: string): Promise<Loaded> {
  const known = loading.get(element)
  if (known !== undefined) return known
  const promise = load(element).then((loaded) => {
    if (!loaded.ok) loading.delete(element)
    return loaded
  })
  loading.set(element, promise)
  return promise
}

/** Whether the page has the element already. */
export function isLoaded(element: string): boolean {
  return customElements.get(tagOf(element)) !== undefined
}

async function load(element: string): Promise<Loaded> {
  const attempt = (attempts.get(element) ?? 0) + 1
  attempts.set(element, attempt)
  const address = elementAddress(element, attempt)
  try {
    await import(/* @vite-ignore */ address)
  } catch (error) {
    return { ok: false, reason: (await refusalOf(address)) ?? (error instanceof Error ? error.message : String(error)) }
  }
  return isLoaded(element) ? { ok: true } : { ok: false, reason: `Its module does not define <${tagOf(element)}>.` }
}

/** Why the server does not give the module; `undefined` where it does, and the module itself is broken. */
async function refusalOf(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(address)
    if (response.ok) return undefined
    const { problem } = (await response.json()) as { readonly problem?: { readonly message: string } }
    return problem?.message
  } catch {
    return undefined
  }
}
