import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { Controls } from '../control/controls.js'
import type { Control } from '../control/input-controls.js'
import { useAsked } from '../control/use-asked.js'
import { type Answer, answerOf, anyOf, type Named, type Row, type RowWindow, rowsOf } from '../data/named.js'
import { useNamed, type Watched } from '../data/use-source.js'
import { Boundary } from '../part/boundary.js'
import { Failed, LoadingLines, Message, StaleNote } from '../part/states.js'
import { BlockFrame } from './block-frame.js'

/** The part of a block that says where it reads from. */
interface SourcedBlock {
  readonly kind: string
  readonly title?: string
  readonly provider: `${string}/${string}`
  readonly input?: Readonly<Record<string, unknown>>
  readonly controls?: readonly Control[]
}
interface Props<Content> {
  readonly block: SourcedBlock
  /** Grey shapes in the size of the content, also of how far the answer is; lines of text by default. */
  readonly waiting?: ReactNode | ((progress: number | undefined) => ReactNode)
  /** Without a frame: what is drawn brings its own. */
  readonly isBare?: boolean
  readonly children: (content: Content, watched: Omit<Watched<unknown>, 'value'>) => ReactNode
}

/** The frame of a block around the answer that it reads, or around what takes its place. */
export function WithAnswer({ block, ...rest }: Props<Answer>): ReactNode {
  return <Framed block={block} contract={answerOf(block.provider)} {...rest} />
}
/** The same around an answer of any shape. */
export function WithValue({ block, ...rest }: Props<unknown>): ReactNode {
  return <Framed block={block} contract={anyOf(block.provider)} {...rest} />
}
/** The same around rows; where there are none it says so. */
export function WithRows({ children, ...rest }: Props<readonly Row[]>): ReactNode {
  return <WithWindow {...rest}>{({ rows }, watched) => children(rows, watched)}</WithWindow>
}
/** The same around rows with what is known of all of them. */
export function WithWindow({ block, children, ...rest }: Props<RowWindow>): ReactNode {
  return (
    <Framed block={block} contract={rowsOf(block.provider)} {...rest}>
      {(window, watched) => (window.rows.length === 0 ? <Nothing /> : children(window, watched))}
    </Framed>
  )
}

interface FramedProps<T> extends Props<T> {
  readonly contract: Named<T>
}

function Framed<T>(props: FramedProps<T>): ReactNode {
  const words = useWords().state
  if (props.isBare === true)
    return (
      <Boundary what={props.block.title ?? words.thisBlock}>
        <Answered {...props} />
      </Boundary>
    )
  return (
    <BlockFrame kind={props.block.kind} title={props.block.title}>
      {props.block.controls && <Controls provider={props.block.provider} controls={props.block.controls} />}
      <Answered {...props} />
    </BlockFrame>
  )
}

function Answered<T>({ block, contract, waiting = <LoadingLines lines={4} />, children }: FramedProps<T>): ReactNode {
  const words = useWords().state
  const filled = useAsked(block)
  const { value, ...watched } = useNamed(filled && contract, filled?.input)
  const { problem, asOf, retry } = watched
  if (filled === undefined) return <NoRecord />
  const progress = (value as { readonly progress?: number } | undefined)?.progress
  if (value === undefined || progress !== undefined)
    return problem === undefined ? (
      typeof waiting === 'function' ? (
        waiting(progress)
      ) : (
        waiting
      )
    ) : (
      <Failed what={block.title ?? words.thisBlock} problem={problem} retry={retry} />
    )
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      {children(value, watched)}
    </>
  )
}

/** What a block that belongs to a record shows while none is open. */
export function NoRecord(): ReactNode {
  const words = useWords().state
  return (
    <Message icon="file" title={words.noneOpen} role="status">
      {words.noneOpenWhy}
    </Message>
  )
}

function Nothing(): ReactNode {
  const words = useWords().state
  return (
    <Message icon="list" title={words.nothing} role="status">
      {words.nothingWhy}
    </Message>
  )
}
