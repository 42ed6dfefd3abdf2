import { tagOf } from '@tenure/core/block'
import type { Frame } from '@tenure/core/contract'
import { createElement, type ReactNode, Suspense, useEffect, useLayoutEffect, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Drawn } from '../block/renderer.js'
import { WithValue } from '../block/sourced.js'
import type { Watched } from '../data/use-source.js'
import { lazily } from '../early/lazily.js'
import { Boundary } from '../part/boundary.js'
import { Icon } from '../part/icon.js'
import type { ElementContext } from './element-context.js'
import { fedLive } from './live.js'
import { isLoaded, type Loaded, loadElement } from './load-element.js'
import { componentOf } from './register-element.js'
import { type NewRecordOf, useElementContext } from './use-element-context.js'

const NewRecordDialog = lazily('NewRecordDialog', () => import('../create/new-record-dialog.js'))

interface OwnElementProps extends Drawn<'custom'> {
  /** Grey shapes in place of the fallback until the element is there. */
  readonly waiting?: ReactNode
  /** It brings its own frame. */
  readonly isBare?: boolean
  /** Draws blocks that the element has in it, where the fallback is drawn in another way. */
  readonly drawInside?: Drawn<'custom'>['draw']
}

/** A plugin's own element over the answer of its block. Until it has loaded, the fallback is drawn, and where it fails, with the reason. */
export function OwnElement({ block, draw, drawInside = draw, waiting, isBare = false }: OwnElementProps): ReactNode {
  const { element, fallback } = block
  const [turn, setTurn] = useState(0)
  const loaded = useLoaded(element, turn)
  const [failure, setFailure] = useState<string>()
  const retry = () => {
    setFailure(undefined)
    setTurn(turn + 1)
  }
  const reason = loaded?.ok === false ? loaded.reason : failure
  if (loaded === undefined) return waiting ?? draw(fallback)
  if (!loaded.ok || failure !== undefined)
    return (
      <GivenWay reason={reason} retry={retry}>
        {draw(fallback)}
      </GivenWay>
    )
  return (
    <WithValue block={block} isBare={isBare} {...(waiting !== undefined && { waiting })}>
      {(value, watched) => (
        <Boundary what={block.title ?? element} instead={(fault) => <Failing reason={fault.message} fail={setFailure} />}>
          <Mounted block={block} value={value} watched={watched} fail={setFailure} isBare={isBare} draw={drawInside} />
        </Boundary>
      )}
    </WithValue>
  )
}

/** Passes on why an element broke; the fallback is drawn a moment later. */
function Failing({ reason, fail }: { readonly reason: string; readonly fail: (reason: string) => void }): ReactNode {
  useEffect(() => fail(reason), [])
  return null
}

function useLoaded(element: string, turn: number): Loaded | undefined {
  const [loaded, setLoaded] = useState<Loaded | undefined>(() => (isLoaded(element) ? { ok: true } : undefined))
  useEffect(() => {
    if (isLoaded(element)) return setLoaded({ ok: true })
    let isHere = true
    void loadElement(element).then((next) => isHere && setLoaded(next))
    return () => {
      isHere = false
    }
  }, [element, turn])
  return loaded
}

interface GivenWayProps {
  readonly reason: string | undefined
  readonly retry: () => void
  readonly children: ReactNode
}

/** What is drawn in place of an element, with the reason above it. */
function GivenWay({ reason, retry, children }: GivenWayProps): ReactNode {
  const words = useWords().block
  return (
    <div className="given-way">
      <div className="note" role="status">
        <Icon name="puzzle" size={14} />
        <span className="grow">
          {words.simple} {reason}
        </span>
        <button type="button" className="more" onClick={retry}>
          {words.tryNow}
        </button>
      </div>
      {children}
    </div>
  )
}

interface MountedProps {
  readonly block: Drawn<'custom'>['block']
  readonly value: unknown
  readonly watched: Omit<Watched<unknown>, 'value'>
  readonly fail: (reason: string) => void
  /** It brings its own frame: its parts lie directly in what is around it. */
  readonly isBare: boolean
  readonly draw: Drawn<'custom'>['draw']
}

/** The element itself. One of components is drawn as a part of the page, inside its tag; any other gets the context as a property. */
function Mounted({ block, value, watched, fail, isBare, draw }: MountedProps): ReactNode {
  const { element, provider } = block
  const frame = toFrame(value, watched)
  const [answer] = useState(() => fedLive<unknown>(frame))
  useLayoutEffect(() => answer.feed(frame), [answer, value, watched.problem, watched.asOf])
  const plugin = element.slice(0, element.indexOf('/'))
  const [creating, create] = useState<NewRecordOf>()
  const context: ElementContext = useElementContext({ plugin, calls: block.calls, answer: answer.live, block, fail, create, draw })
  const component = componentOf(tagOf(element))
  const tag = tagOf(element)
  // The key tells another provider apart, whose answers are others.
  const place = { key: provider, ...(isBare && { style: { display: 'contents' } }) }
  return (
    <>
      {component === undefined
        ? createElement(tag, { ...place, context })
        : createElement(tag, place, createElement(component, { context }))}
      {creating === undefined ? null : (
        <Boundary what={creating.title}>
          <Suspense>
            <NewRecordDialog {...creating} close={() => create(undefined)} />
          </Suspense>
        </Boundary>
      )}
    </>
  )
}

function toFrame(value: unknown, { asOf = Date.now(), problem }: MountedProps['watched']): Frame<unknown> {
  if (problem === undefined) return { state: 'live', value, asOf }
  return { state: 'stale', value, asOf, problem: problem as Extract<Frame<unknown>, { readonly state: 'stale' }>['problem'] }
}
