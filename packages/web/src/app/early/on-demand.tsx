import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react'

/** A part of the page whose script is fetched when it is first needed. */
export interface OnDemand<Props> {
  /** Draws it, or `waiting` until it is there. */
  readonly Part: (props: Props & { readonly waiting: ReactNode }) => ReactNode
  /** Fetches it before it is drawn. */
  readonly fetch: () => Promise<unknown>
}

/**
 * A part whose script comes when it is needed, and that is drawn at once where it is there already. It does without `lazy` and Suspense, because React holds back
 * what was waited for until its stand-in was shown for 300 ms: on the way to the first numbers, parts inside of parts would wait for each of them.
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  let loaded: ComponentType<Props> | undefined
  let loading: Promise<void> | undefined
  const keep = async (): Promise<void> => {
    try {
      loaded = await load()
    } catch (error) {
      // It is fetched again when it is drawn again.
      loading = undefined
      throw error
    }
  }
  const fetch = (): Promise<void> => {
    loading ??= keep()
    return loading
  }
  function Part(props: Props & { readonly waiting: ReactNode }): ReactNode {
    const [, drawAgain] = useState<object>()
    useEffect(() => {
      if (loaded !== undefined) return drawAgain({})
      let isHere = true
      // What fails is thrown while it draws, so that the boundary around it says so.
      const draw = (next: () => object) => isHere && drawAgain(next)
      fetch().then(
        () => draw(() => ({})),
        (error: unknown) =>
          draw(() => {
            throw error
          }),
      )
      return () => {
        isHere = false
      }
    }, [])
    return loaded === undefined ? props.waiting : createElement(loaded, props)
  }
  return { Part, fetch }
}
