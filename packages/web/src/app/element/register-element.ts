import type { ComponentType } from 'react'
import type { AnyProvider, ElementContext } from './element-context.js'

/** A React component that draws an element: it gets the context, and is drawn again when the context is another one. */
export type ElementComponent<C extends AnyProvider = AnyProvider> = ComponentType<{ readonly context: ElementContext<C> }>
type AnyComponent = ComponentType<{ readonly context: ElementContext }>

/**
 * Defines an element that a React component draws: `registerElement('acme-renewals-strip', Strip)`. It is drawn as a part of the page, so the
 * page's parts, formats and texts work in it, and a fault in it leads to the fallback.
 */
export function registerElement<C extends AnyProvider>(tag: `${string}-${string}`, component: ElementComponent<C>): void {
  customElements.define(
    tag,
    class extends HTMLElement {
      static readonly component = component
    },
  )
}

/** The component that draws an element, where it was defined with one. */
export function componentOf(tag: string): AnyComponent | undefined {
  const defined: (CustomElementConstructor & { readonly component?: AnyComponent }) | undefined = customElements.get(tag)
  return defined?.component
}
