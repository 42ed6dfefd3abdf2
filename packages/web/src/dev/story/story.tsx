import type { ReactNode } from 'react'

/** A part of the page, drawn in each of its states over plain values. */
export interface Story {
  readonly name: string
  /** By the state's name in an address: `long-names`. */
  readonly states: Readonly<Record<string, ReactNode>>
}

/** A part in its states; each has the address `#story/<name>/<state>`. */
export function story(name: string, states: Story['states']): Story {
  return { name, states }
}

/** The name of a part in addresses: `Stale note` is `stale-note`. */
export function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-')
}
