import type { ReactNode } from 'react'
import { initialsOf, letterOf, tintOf } from '../format/names.js'

/** The coloured letter of a record. */
export function Mark({ id, name, large = false }: { readonly id: string; readonly name: string; readonly large?: boolean }): ReactNode {
  return <span className={`mark c${tintOf(id)}${large ? ' lg' : ''}`} aria-hidden="true" data-letters={letterOf(name)} />
}

/** The round initials of a person. */
export function Face({ id, name, large = false }: { readonly id: string; readonly name: string; readonly large?: boolean }): ReactNode {
  return <span className={`face c${tintOf(id)}${large ? ' md' : ''}`} aria-hidden="true" data-letters={initialsOf(name)} />
}
