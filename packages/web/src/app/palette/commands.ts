import type { IconName } from '@tenure/core/block'
import { type RefObject, useEffect, useRef } from 'react'

/** Something that a person can do here, by its name. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly icon?: IconName | undefined
  /** The keys that do the same. */
  readonly keys?: readonly string[]
  /** What it says at its end: a count, a state. */
  readonly end?: string
  /** Where it leads, for what can be opened in a window of its own. */
  readonly href?: string
  readonly run: () => void
}
/** Commands under one heading. */
export interface CommandGroup {
  readonly kind: 'actions' | 'views'
  readonly title: string
  readonly commands: readonly Command[]
}

const offered = new Set<RefObject<CommandGroup | undefined>>()

/** Offers commands to Ctrl K while the component is drawn. Groups of the same title become one. */
export function useCommands(group: CommandGroup | undefined): void {
  const latest = useRef(group)
  latest.current = group
  useEffect(() => {
    offered.add(latest)
    return () => void offered.delete(latest)
  }, [])
}

/** The commands that are offered now. */
export function offeredCommands(): readonly CommandGroup[] {
  const groups = new Map<string, CommandGroup>()
  for (const { current } of offered) {
    if (current === undefined) continue
    const known = groups.get(current.title)?.commands ?? []
    groups.set(current.title, { ...current, commands: [...known, ...current.commands] })
  }
  return [...groups.values()]
}
