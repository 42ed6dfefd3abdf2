import type { Kind, Renderer, Renderers } from './renderer.js'
import { renderers } from './renderers.js'

const { form: _form, ...withoutForm } = renderers
// A kind that nobody draws.
// @ts-expect-error
export const forgotten: Renderers = withoutForm
// A renderer of another kind.
// @ts-expect-error
export const mistaken: Renderers = { ...renderers, metric: renderers.table }
// A kind that there is not.
// @ts-expect-error
export const invented: Renderers = { ...renderers, constellation: renderers.table }

/** Each renderer is of its own kind. */
export const own: { readonly [K in Kind]: Renderer<K> } = renderers
