import type { Contribution, ContributionId } from '../contribution.js'

/** An element of a plugin's own: a module for the browser that draws what no block can. `Answer` is what it expects of its provider. */
export interface PageElement<Answer = unknown> extends Contribution {
  readonly kind: 'element'
  readonly id: ContributionId
  /** The address of its module, a file beside the plugin. */
  readonly module: string
  readonly calls?: readonly ContributionId[]
  readonly '~answer'?: (answer: Answer) => void
}

/**
 * An element of your own, for `custom`. The page loads its module when it is drawn for the first time; the module defines a custom element
 * whose tag is the id with dashes: `acme.renewals/strip` is `<acme-renewals-strip>`. Until then, and where it fails, the fallback is shown.
 */
export function defineElement<Answer = unknown>(spec: {
  readonly id: ContributionId
  /** `new URL('./element.js', import.meta.url)`: one file without imports of its own files. */
  readonly module: { readonly href: string }
  /** Contracts of others, such as the core's, that it watches and runs with the rights of its user, beside those of its own plugin. */
  readonly calls?: readonly { readonly kind: 'provider' | 'action'; readonly id: ContributionId }[]
}): PageElement<Answer> {
  const calls = spec.calls?.map(({ id }) => id)
  return Object.freeze({ contribution: 1, kind: 'element', id: spec.id, module: spec.module.href, ...(calls && { calls }) })
}
