import { type ReactNode, Suspense, useMemo } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import { ColumnShapes } from '../card/card-shapes.js'
import { viewsOf } from '../data/named.js'
import { useNamed } from '../data/use-source.js'
import { lazily } from '../early/lazily.js'
import { Segmented } from '../form/segmented.js'
import { useText } from '../form/use-text.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import { Failed, LoadingRows, Message } from '../part/states.js'
import { BlocksTab } from '../shell/blocks-tab.js'
import { type Stages, type StagesParts, TableTab } from '../table/table-tab.js'
import { aboutObject } from './about-object.js'
import { Board } from './board.js'
import { type BoardAnswer, boardOf, type Pipeline } from './board-shapes.js'
import '../styles/board.css'

// Neither is what most people open first.
const Figures = lazily('Figures', () => import('./figures.js'))
const BlockView = lazily('BlockView', () => import('../block/block.js'))

interface BoardTabProps {
  readonly block: Blocks['board']
  readonly title: string
  readonly workspace: string
}

/** A tab whose records are in stages: as a board or as a table, over one view, one filter and one search. */
export function BoardTab({ block, title, workspace }: BoardTabProps): ReactNode {
  const { address } = useAddress()
  const shell = useWords().shell
  const { object } = address
  const about = object === undefined ? undefined : { object }
  const { value: board, problem, retry } = useNamed(boardOf(block.pipelines), about)
  const layout = useLayout(block, board, about)
  const pipeline = board?.pipelines.find(({ value }) => value === address.pipeline) ?? board?.pipelines[0]
  const filters = useFilters(block, board, pipeline)
  const other = block.layouts?.find(({ id }) => id === layout)
  if (board === undefined && problem !== undefined)
    return (
      <BlocksTab title={title} label={shell.blocksOf(title)} block={undefined}>
        <Failed what={title} problem={problem} retry={retry} />
      </BlocksTab>
    )
  const stages: Stages = {
    object,
    filters: layout === undefined ? undefined : filters,
    isBoard: (layout ?? address.layout) !== 'table' && address.archived !== true,
    above: (hasRows) => block.figures && <Strip provider={block.figures} about={about} hasRows={hasRows} />,
    instead: other && <OtherLayout {...other} block={aboutObject(other.block, object)} />,
    beside: board && <Switches board={board} pipeline={pipeline} />,
    layouts: layout && <Layouts layout={layout} others={block.layouts ?? []} />,
    draw: (parts: StagesParts) =>
      board === undefined ? (
        <ColumnShapes />
      ) : pipeline === undefined ? (
        <NoStages />
      ) : (
        <Board key={`${board.object} ${pipeline.value}`} block={block} type={board.object} pipeline={pipeline} {...parts} />
      ),
  }
  return <TableTab block={block.table} title={title} workspace={workspace} stages={stages} />
}

/** As the address says, else as the saved view does, else as the settings of the tab do; nothing until they are known. */
function useLayout(
  { table, layouts = [] }: Blocks['board'],
  board: BoardAnswer | undefined,
  about: { readonly object: string } | undefined,
): string | undefined {
  const { address } = useAddress()
  const views = useNamed(table.views && viewsOf(table.views), about)
  if (board === undefined || (table.views !== undefined && views.value === undefined && views.problem === undefined)) return undefined
  const view = views.value?.find(({ id }) => id === address.view) ?? views.value?.[0]
  // What is archived is in no stage: it is a list.
  if (address.archived) return 'table'
  // An old link may name a layout that is gone.
  const asked = ['board', 'table', ...layouts.map(({ id }) => id)].find((id) => id === address.layout)
  return asked ?? view?.layout ?? board.layout
}

/** The condition of the pipeline that is shown. */
function useFilters({ table }: Blocks['board'], board: BoardAnswer | undefined, pipeline: Pipeline | undefined) {
  const value = pipeline?.value
  return useMemo(
    () =>
      board === undefined
        ? undefined
        : value === undefined || table.of === undefined
          ? []
          : [{ test: 'is', property: `${table.of}.pipeline`, value }],
    [board === undefined, table.of, value],
  )
}

/** Which of several object types, and which of several pipelines. */
function Switches({ board, pipeline }: { readonly board: BoardAnswer; readonly pipeline: Pipeline | undefined }): ReactNode {
  const { go } = useAddress()
  const words = useWords().board
  const { objects, object, pipelines } = board
  return (
    <>
      {objects.length < 2 ? null : (
        <Segmented
          label={words.object}
          options={objects.map(({ name, plural }) => ({ value: name, label: plural }))}
          value={object}
          onChange={(name) =>
            go({ object: name === objects[0]?.name ? undefined : name, pipeline: undefined, columns: undefined, open: undefined })
          }
        />
      )}
      {pipeline === undefined || pipelines.length < 2 ? null : (
        <Menu
          className="pill pipeline"
          label={words.changePipeline(pipeline.label)}
          button={
            <>
              <span className="cut" dir="auto">
                {pipeline.label}
              </span>
              <Icon name="chevron-down" size={12} />
            </>
          }
          entries={pipelines.map(({ value, label }, at) => ({
            key: value,
            label,
            isChosen: value === pipeline.value,
            act: () => go({ pipeline: at === 0 ? undefined : value, open: undefined }),
          }))}
        />
      )}
    </>
  )
}

function Layouts({ layout, others }: { readonly layout: string; readonly others: Others }): ReactNode {
  const { go } = useAddress()
  const words = useWords().board
  const text = useText()
  return (
    <Segmented
      label={words.layout}
      options={[
        { value: 'board', label: words.board, icon: 'columns' },
        { value: 'table', label: words.table, icon: 'list' },
        ...others.map(({ id, title, icon }) => ({ value: id, label: text(title), ...(icon && { icon }) })),
      ]}
      value={layout}
      onChange={(chosen) => go({ layout: chosen, archived: undefined })}
    />
  )
}
type Others = NonNullable<Blocks['board']['layouts']>

/** A layout besides board and table. */
function OtherLayout({ title, block }: Others[number]): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="blocks" tabIndex={0} aria-label={useText()(title)}>
      <Suspense fallback={<LoadingRows rows={14} />}>
        <BlockView block={block} />
      </Suspense>
    </section>
  )
}

interface StripProps {
  readonly provider: NonNullable<Blocks['board']['figures']>
  readonly about: About | undefined
  readonly hasRows: boolean
}

/** Figures look at every record: the cards come first. Their place is there before they are. */
function Strip({ hasRows, ...props }: StripProps): ReactNode {
  return (
    <div className="figures">
      <Suspense>{hasRows ? <Figures {...props} /> : null}</Suspense>
    </div>
  )
}
type About = { readonly object: string }

/** The user may not see the stages, or the workspace has chosen no pipeline. */
function NoStages(): ReactNode {
  const { go } = useAddress()
  const words = useWords().board
  const actions = (
    <button type="button" className="btn" onClick={() => go({ layout: 'table' })}>
      {words.asTable}
    </button>
  )
  return (
    <div className="scroll">
      <Message icon="lock" title={words.noStages} role="status" actions={actions}>
        {words.noStagesWhy}
      </Message>
    </div>
  )
}
