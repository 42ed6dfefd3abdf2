import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** A component by the name that its module exports it under. Its script is fetched when it is first drawn. */
// biome-ignore lint/suspicious/noExplicitAny: as React types it
export function lazily<Name extends string, Module extends Readonly<Record<Name, ComponentType<any>>>>(
  name: Name,
  load: () => Promise<Module>,
): LazyExoticComponent<Module[Name]> {
  return lazy(async () => ({ default: (await load())[name] }))
}
