import type { ReactNode } from 'react'
import { type Answer, answerOf, type Named, type Row, rowsOf } from '../data/named.js'
import { useFilledIn } from '../data/use-filled-in.js'
import { useNamed } from '../data/use-source.js'
import { Failed, LoadingLines, Message, StaleNote } from '../part/states.js'
import { BlockFrame } from './block-frame.js'

/** The part of a block that says where it reads from. */
interface SourcedBlock {
  readonly kind: string
  readonly title?: string
  readonly provider: `${string}/${string}`
  readonly input?: Readonly<Record<string, unknown>>
}
interface Props<Content> {
  readonly block: SourcedBlock
  /** Grey shapes in the size of the content; lines of text by default. */
  readonly waiting?: ReactNode
  /** What is drawn in place of the whole block when it fails. */
  readonly instead?: ReactNode
  readonly children: (content: Content) => ReactNode
}

/** The frame of a block around the answer that it reads, or around what takes its place. */
export function WithAnswer({ block, instead, ...rest }: Props<Answer>): ReactNode {
  return (
    <BlockFrame kind={block.kind} title={block.title} instead={instead}>
      <Watched block={block} contract={answerOf(block.provider)} {...rest} />
    </BlockFrame>
  )
}
/** The same around rows; where there are none it says so. */
export function WithRows({ block, instead, waiting, children }: Props<readonly Row[]>): ReactNode {
  return (
    <BlockFrame kind={block.kind} title={block.title} instead={instead}>
      <Watched block={block} contract={rowsOf(block.provider)} waiting={waiting}>
        {({ rows }) => (rows.length === 0 ? <Nothing /> : children(rows))}
      </Watched>
    </BlockFrame>
  )
}

function Watched<T>({ block, contract, waiting = <LoadingLines lines={4} />, children }: WatchedProps<T>): ReactNode {
  const filled = useFilledIn(block.input)
  const { value, problem, asOf, retry } = useNamed(filled && contract, filled?.input)
  if (filled === undefined) return <NoRecord />
  if (value === undefined)
    return problem === undefined ? waiting : <Failed what={block.title ?? 'this block'} problem={problem} retry={retry} />
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      {children(value)}
    </>
  )
}
interface WatchedProps<T> extends Omit<Props<T>, 'instead'> {
  readonly contract: Named<T>
}

/** What a block that belongs to a record shows while none is open. */
export function NoRecord(): ReactNode {
  return (
    <Message icon="file" title="No record is open" role="status">
      This block shows something of the record that is open.
    </Message>
  )
}

function Nothing(): ReactNode {
  return (
    <Message icon="list" title="Nothing here" role="status">
      Its source has no rows for you now.
    </Message>
  )
}
