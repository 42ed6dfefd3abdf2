import { AdminSheet, Button, Failed, LoadingLines, Message, type Text, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import type { backtestContract } from '../../backtest/contract.js'
import type { Question } from '../../backtest/question.js'
import type { BacktestReport } from '../../backtest/report.js'
import { Fit } from '../fit/fit.js'
import { type Fields, useFields } from '../known-fields.js'
import type { Context, Profiles, ShownProfile } from '../shown-profile.js'
import { type ChosenQuestion, firstQuestion, hasOutcomes, lackOf, toQuestion } from './chosen-question.js'
import { Criteria } from './criteria.js'
import { Early } from './early.js'
import { Lift } from './lift.js'
import { PartSwitch } from './part-switch.js'
import { QuestionBar } from './question-bar.js'
import { Running } from './running.js'
import { Statuses } from './statuses.js'
import { type Run, useRun } from './use-run.js'
import { Verdict } from './verdict.js'

interface PageProps {
  readonly context: Context
  readonly list: Profiles
  readonly profile: ShownProfile
}
type Backtested = { readonly state: 'done'; readonly report: BacktestReport }

/** Whether a profile foretells anything, and points that history proposes (HS-11, HS-12). */
export function BacktestPage({ context, list, profile }: PageProps): ReactNode {
  const text = useText()
  const fields = useFields(context, profile.definition.objectType)
  const [own, choose] = useState<ChosenQuestion>()
  const run = useRun<Backtested, Question>()
  const chosen = own ?? (fields && firstQuestion(fields))
  const question = chosen && fields && toQuestion(chosen, fields, context.formats.env.today)
  const start = () => {
    if (question === undefined) return
    const live = context.watch<typeof backtestContract>('tenure.foresight/backtest', { profile: profile.definition, ...question })
    run.start(live, question)
  }
  const isOpen = list.mayEdit && fields !== undefined && chosen !== undefined && hasOutcomes(fields)
  return (
    <AdminSheet
      title={profile.definition.name}
      note={profile.state === 'draft' ? text('Draft') : profile.isMain ? text('Main profile') : text('Active')}
      beside={<PartSwitch context={context} profile={profile.id} isBacktest />}
      actions={
        <Button look="bare" icon="chevron-left" onPress={() => context.goTo(undefined)}>
          {text('All health scores')}
        </Button>
      }
      {...(isOpen && {
        filters: <QuestionBar {...{ chosen, fields, choose }} isRunning={run.running !== undefined} run={start} />,
      })}
      foot={<Looked run={run} question={question} />}
    >
      {!list.mayEdit ? (
        <Message icon="lock" title={text('A backtest is for those who may edit health scores')}>
          {text('Health scores are created and edited with a service seat. An administrator can assign one.')}
        </Message>
      ) : fields === undefined || chosen === undefined ? (
        <LoadingLines />
      ) : (
        <Content {...{ context, list, profile, fields, chosen, run, start }} />
      )}
    </AdminSheet>
  )
}

interface ContentProps extends PageProps {
  readonly fields: Fields
  readonly chosen: ChosenQuestion
  readonly run: Run<Backtested, Question>
  readonly start: () => void
}
function Content({ context, list, profile, fields, chosen, run, start }: ContentProps): ReactNode {
  const text = useText()
  const { running, problem, found } = run
  if (running !== undefined) return <Running what={text('Replaying scores from history')} run={run} />
  if (problem !== undefined) return <Failed what={text('Backtest')} problem={problem} retry={start} />
  if (found === undefined) return <Unasked {...{ fields, chosen, start }} />
  return (
    <div className="bt-grid">
      <Report {...{ context }} report={found.answer.report} />
      {found.answer.report.verdict === 'too-few' ? null : (
        <Fit key={JSON.stringify(found.asked)} {...{ context, list, profile, fields }} question={found.asked} />
      )}
    </div>
  )
}
function Report({ context, report }: { readonly context: Context; readonly report: BacktestReport }): ReactNode {
  const of = { context, report }
  if (report.observations === 0) return <Verdict {...of} />
  return (
    <>
      <Verdict {...of} />
      {report.early.length < 2 ? null : <Early {...of} />}
      <Statuses {...of} />
      <Lift {...of} />
      <Criteria {...of} />
    </>
  )
}

// Nothing was asked yet: what a backtest says, and what it needs.
function Unasked({ fields, chosen, start }: Pick<ContentProps, 'fields' | 'chosen' | 'start'>): ReactNode {
  const text = useText()
  if (!hasOutcomes(fields))
    return (
      <Message icon="history" title={text('Nothing says yet what became of customers')}>
        {text(
          'A backtest needs a property such as “Last renewal: renewed or churned”, best with its date. Add one to the object type of your customers, and import or enter what is known.',
        )}
      </Message>
    )
  const lack = lackOf(chosen)
  return (
    <Message
      icon="history"
      title={text('Does this score foretell who leaves?')}
      {...(lack === undefined && {
        actions: (
          <Button look="primary" icon="history" onPress={start}>
            {text('Run backtest')}
          </Button>
        ),
      })}
    >
      {lack === undefined
        ? text('A backtest scores every customer from what was recorded before, and compares that with what became of it.')
        : lack === 'property'
          ? text('Choose the property that says what became of a customer.')
          : lack === 'churned'
            ? text('Choose which of its values mean that a customer left.')
            : text('Choose which values mean that a customer stayed, or compare on fixed days.')}
    </Message>
  )
}

interface LookedProps {
  readonly run: Run<Backtested, Question>
  readonly question: Question | undefined
}
/** What the report looked at, and whether it still answers the question above. */
function Looked({ run: { found, running }, question }: LookedProps): ReactNode {
  const text = useText()
  const isOther = useMemo(() => found !== undefined && JSON.stringify(found.asked) !== JSON.stringify(question), [found?.asked, question])
  if (found === undefined || running !== undefined) return text('Only what was recorded before an instant counts for its score.')
  if (isOther) return text('The question has changed since: run the backtest again.')
  const { observations, customers, unscored, unknownDays } = found.answer.report
  return [
    text('{n} scores of {customers} customers, replayed from history.', { n: observations, customers }),
    ...(unscored > 0 ? [text('{n} were not there or not scored then.', { n: unscored })] : []),
    ...(unknownDays > 0 ? [unknownText(text, unknownDays)] : []),
  ].join(' ')
}

function unknownText(text: Text, n: number): string {
  return n === 1 ? text('Of 1 day the outcome is not known yet.') : text('Of {n} days the outcome is not known yet.', { n })
}
