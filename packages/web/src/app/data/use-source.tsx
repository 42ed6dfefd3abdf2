import type { Argument, Frame, ProviderContract } from '@tenure/core/contract'
import { createContext, useContext, useEffect, useState } from 'react'
import type { Observable } from 'rxjs'
import type { ShownProblem } from './answers.js'
import { forgetsValue } from './forgets-value.js'
import { type Named, watchNamed } from './named.js'
import type { Connection, Source } from './source.js'

const SourceContext = createContext<Source | undefined>(undefined)

/** Gives the page its source of data. */
export const SourceProvider = SourceContext.Provider

/** The page's source of data. */
export function useSource(): Source {
  const source = useContext(SourceContext)
  if (source === undefined) throw new Error('The page was drawn outside of its source of data.')
  return source
}

/** A live answer: the last good value, what is wrong where something is, and a way to ask again. */
export interface Watched<T> {
  readonly value?: T
  readonly asOf?: number
  readonly problem?: ShownProblem
  readonly retry: () => void
}

/** Watches a provider by its contract while the component is drawn; `undefined` watches nothing. */
export function useWatch<Input, Output, Asked>(
  contract: ProviderContract<Input, Output, Asked> | undefined,
  ...input: Argument<NoInfer<Asked>>
): Watched<Output> {
  const source = useSource()
  return useFrames(contract?.id, input, () => contract && source.watch(contract, ...input))
}

/** Watches a provider that a block names; `undefined` watches nothing. */
export function useNamed<Output>(contract: Named<Output> | undefined, input?: Readonly<Record<string, unknown>>): Watched<Output> {
  const source = useSource()
  return useFrames(contract?.id, [input], () => contract && watchNamed(source, contract, input))
}

function useFrames<T>(id: string | undefined, input: readonly unknown[], open: () => Observable<Frame<T>> | undefined): Watched<T> {
  const source = useSource()
  const key = JSON.stringify([id, ...input])
  const [turn, setTurn] = useState(0)
  const [taken, setTaken] = useState<{ readonly key: string; readonly frame?: Frame<T> }>({ key })
  // What is opened follows from the key.
  useEffect(() => {
    // What was answered before another question is not the answer when the first is asked again.
    setTaken((was) => (was.key === key ? was : { key }))
    const subscription = open()?.subscribe((frame) =>
      setTaken((was) => ({ key, frame: keepValue(was.key === key ? was.frame : undefined, frame) })),
    )
    return () => subscription?.unsubscribe()
  }, [source, key, turn])
  const frame = taken.key === key ? taken.frame : undefined
  return {
    retry: () => setTurn(turn + 1),
    ...(frame?.value === undefined ? {} : { value: frame.value }),
    ...(frame?.asOf === undefined ? {} : { asOf: frame.asOf }),
    ...(frame?.state === 'stale' ? { problem: frame.problem } : {}),
  }
}

/** A broken stream keeps its last good value, even when the frame that says so has none. */
function keepValue<T>(was: Frame<T> | undefined, frame: Frame<T>): Frame<T> {
  if (frame.state === 'live' || frame.value !== undefined || was?.value === undefined || forgetsValue(frame.problem)) return frame
  return { ...frame, value: was.value, ...(was.asOf === undefined ? {} : { asOf: was.asOf }) }
}

/** How the line to the server is. */
export function useConnection(): Connection {
  const source = useSource()
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' })
  useEffect(() => {
    const subscription = source.connection$.subscribe(setConnection)
    return () => subscription.unsubscribe()
  }, [source])
  return connection
}
