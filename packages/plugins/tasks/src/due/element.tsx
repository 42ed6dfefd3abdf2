// The tasks on Summary, drawn by the page's React and parts.
import {
  type ElementContext,
  Icon,
  LoadingLines,
  Message,
  registerElement,
  SummaryCard,
  useLive,
  useText,
  useToasts,
} from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { completeContract, dueTasks } from '../contract.js'

type Context = ElementContext<typeof dueTasks>
type Group = z.output<typeof dueTasks.output>['groups'][number]
type Task = Group['tasks'][number]
const titles = { overdue: 'Overdue', today: 'Due today', tomorrow: 'Due tomorrow' } as const

function DueTasks({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const groups = useLive(context.answer)?.value?.groups
  return (
    <SummaryCard
      title={text('Tasks')}
      end={
        <>
          <a className="more" {...context.link({ tab: 'tenure.tasks/tasks', view: 'tenure.tasks/open' })}>
            {text('All tasks')}
            <Icon name="chevron-right" size={12} />
          </a>
          {context.isReadOnly ? null : (
            <button
              type="button"
              className="ib"
              aria-label={text('New task')}
              title={text('New task')}
              onClick={() => context.createRecord({ type: 'task', title: text('New task') })}
            >
              <Icon name="plus" size={14} />
            </button>
          )}
        </>
      }
    >
      {groups === undefined ? (
        <LoadingLines lines={6} />
      ) : groups.every(({ total }) => total === 0) ? (
        <Message icon="task" title={text('Nothing is due')}>
          {text('None of your open tasks is overdue, due today or due tomorrow.')}
        </Message>
      ) : (
        <div className="sum-buckets">
          {groups.map((group) => (
            <Bucket key={group.due} group={group} context={context} />
          ))}
        </div>
      )}
    </SummaryCard>
  )
}

function Bucket({ group, context }: { readonly group: Group; readonly context: Context }): ReactNode {
  const text = useText()
  const { due, total, view, filter, tasks } = group
  const title = text(titles[due])
  // The view of today has what is overdue as well; its link leads to these very tasks.
  const place = { tab: 'tenure.tasks/tasks', view, ...(due === 'today' && { filter: filter as never }) }
  return (
    <div className="bucket">
      <h3 className={due === 'overdue' && total > 0 ? 'late' : ''}>
        {title} <span className="num">{context.formats.number(total)}</span>
        <a className="more" {...context.link(place)}>
          {text('See all')}
          <span className="sr"> {title}</span>
          <Icon name="chevron-right" size={12} />
        </a>
      </h3>
      {total === 0 ? <p className="sum-none">{text('None')}</p> : null}
      <ul>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} due={due} context={context} />
        ))}
      </ul>
      {total > tasks.length ? <p className="sum-none">{text('and {n} more', { n: total - tasks.length })}</p> : null}
    </div>
  )
}

interface TaskRowProps {
  readonly task: Task
  readonly due: Group['due']
  readonly context: Context
}
function TaskRow({ task: { id, title, customer, dueAt }, due, context }: TaskRowProps): ReactNode {
  const text = useText()
  const complete = useComplete(context)
  const { formats } = context
  const isToday = formats.ago(dueAt) === formats.ago(Date.now())
  const when =
    isToday || due === 'tomorrow' ? formats.time(dueAt) : formats.past(dueAt) === undefined ? formats.dayOf(dueAt) : formats.ago(dueAt)
  return (
    <li className="sum-task">
      <button
        type="button"
        className="round"
        aria-label={text('Complete {title}', { title })}
        disabled={context.isReadOnly}
        onClick={() => void complete(id, title)}
      />
      <button type="button" className="name cut" disabled={context.isReadOnly} onClick={() => context.openRecord({ type: 'task', id })}>
        <span dir="auto">{title}</span> {customer === undefined ? null : <span className="of">{customer}</span>}
      </button>
      <span className={due === 'overdue' ? 'due late' : 'due'} title={formats.exact(dueAt)}>
        {when}
      </span>
    </li>
  )
}

function useComplete(context: Context): (task: string, title: string) => Promise<void> {
  const text = useText()
  const toasts = useToasts()
  return async (task, title) => {
    const key = crypto.randomUUID()
    const outcome = await context.act<typeof completeContract>('tenure.tasks/complete', { task }, { key })
    if (outcome.ok) toasts.show({ tone: 'done', title: text('Completed'), about: title, undo: { action: 'tenure.tasks/complete', key } })
    else toasts.show({ tone: 'refused', title: text('The task was not completed'), about: title, detail: outcome.problem.message })
  }
}

registerElement('tenure-tasks-due-list', DueTasks)
