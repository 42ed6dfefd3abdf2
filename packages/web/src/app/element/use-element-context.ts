import type { Block } from '@tenure/core/block'
import type { ActOptions, Outcome } from '@tenure/core/contract'
import { tabContract } from '@tenure/core/page'
import { type MouseEvent, type ReactNode, useMemo, useRef } from 'react'
import { languageOf } from '../../words/words.js'
import { emptyAddress, formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { FollowUpKind } from '../compose/follow-up-kinds.js'
import { wantFollowUp } from '../compose/wanted-follow-up.js'
import { type AskingBlock, useAsked } from '../control/use-asked.js'
import { actionOf, anyOf, watchNamed } from '../data/named.js'
import { useIsReadOnly } from '../data/read-only.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { translateAnswer } from '../language/translate-answer.js'
import type { ElementContext, LinkProps, RecordRef, TabPlace } from './element-context.js'
import { type Live, liveOf } from './live.js'

type Input = Readonly<Record<string, unknown>>
/** Of which type a new record is, and what its dialog is called. */
export type NewRecordOf = Parameters<ElementContext['createRecord']>[0]
interface ContextOptions {
  readonly plugin: string
  /** Contracts of others that the element may call. */
  readonly calls: readonly string[] | undefined
  readonly answer: Live<unknown>
  readonly block: AskingBlock
  readonly fail: (reason: string) => void
  /** Asks for a new record. */
  readonly create: (what: NewRecordOf) => void
  /** Draws a block inside of the element. */
  readonly draw: (block: Block) => ReactNode
}

/** The context of an element; another one when something in it has changed. */
export function useElementContext({ plugin, calls, answer, block, fail, create, draw }: ContextOptions): ElementContext {
  const source = useSource()
  const { formats, nameOf, translate } = useReading()
  const { address, go } = useAddress()
  const isReadOnly = useIsReadOnly()
  const filled = useAsked(block)?.input
  const inner = useRef(draw)
  inner.current = draw
  const { at, open } = address
  return useMemo(() => {
    const { locale, timeZone } = formats.env
    const allowed = (id: string) => checkedId(id, plugin, calls)
    // What an id answers is the element's own word, which it takes from the contract.
    return Object.freeze({
      answer,
      input: filled,
      watch: (id: string, asked?: unknown) => liveOf(() => watchNamed(source, anyOf(allowed(id)), asked as Input | undefined)),
      act: async (id: string, asked?: unknown, options?: ActOptions) =>
        source.act(actionOf(allowed(id)), asked as Input | undefined, options) as Promise<Outcome<unknown>>,
      formats: Object.freeze({ ...formats }),
      nameOf,
      language: languageOf(locale),
      locale,
      timeZone,
      record: open && Object.freeze({ ...open }),
      draw: (block: Block, title?: string) => {
        const translated = translateAnswer(tabContract.id, block, translate)
        return inner.current(title === undefined ? translated : { ...translated, title })
      },
      at,
      goTo: (place: string | undefined) => go({ at: place }),
      openPage: (page: string, place?: string) =>
        go({ ...emptyAddress, view: undefined, open: undefined, columns: undefined, inputs: undefined, tab: page, at: place }),
      openRecord: ({ type, id }: RecordRef, { followUp }: { readonly followUp?: FollowUpKind } = {}) => {
        if (isReadOnly) return
        if (followUp !== undefined) wantFollowUp({ type, id, kind: followUp })
        go({ open: { type, id } })
      },
      createRecord: (what: NewRecordOf) => !isReadOnly && create(what),
      link: (place: TabPlace) => (isReadOnly ? {} : toLink(place, go)),
      isReadOnly,
      fail,
    }) as unknown as ElementContext
  }, [
    plugin,
    JSON.stringify(calls),
    answer,
    JSON.stringify(filled),
    source,
    formats,
    nameOf,
    translate,
    at,
    open?.type,
    open?.id,
    go,
    fail,
    isReadOnly,
  ])
}

function toLink({ tab, view, filter, at, layout }: TabPlace, go: ReturnType<typeof useAddress>['go']): LinkProps {
  const place = { ...(at !== undefined && { at }), ...(layout !== undefined && { layout }) }
  const to = { ...emptyAddress, tab, ...(view !== undefined && { view }), ...(filter && { filter }), ...place }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    go({ at: undefined, view: undefined, columns: undefined, open: undefined, filter: undefined, ...to })
  }
  return { href: formatAddress(to), onClick }
}

/** The id, where it is one of the plugin's own, or among those that the element names. An element does what its plugin can do, and its user. */
function checkedId(id: string, plugin: string, calls: readonly string[] = []): `${string}/${string}` {
  if (id.startsWith(`${plugin}/`) || calls.includes(id)) return id as `${string}/${string}`
  throw new Error(`An element of ${plugin} calls ${id}, which is not its plugin's. Name its contract in \`calls\` of defineElement.`)
}
