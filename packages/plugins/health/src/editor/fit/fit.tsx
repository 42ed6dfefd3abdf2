import type { saveProfileContract } from '@tenure/core/health'
import type { ScoreProfile } from '@tenure/core/score'
import { Button, Failed, Icon, type Text, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { Question } from '../../backtest/question.js'
import type { fitContract } from '../../fit/contract.js'
import type { FitReport } from '../../fit/report.js'
import { CriterionSentence } from '../criterion/criterion-sentence.js'
import { aucText, differenceText } from '../foresight/estimate-text.js'
import { Running } from '../foresight/running.js'
import { useRun } from '../foresight/use-run.js'
import type { Fields } from '../known-fields.js'
import type { Context, Profiles, ShownProfile } from '../shown-profile.js'
import { nameDraft } from './name-draft.js'

interface FitProps {
  readonly context: Context
  readonly list: Profiles
  readonly profile: ShownProfile
  readonly fields: Fields
  readonly question: Question
}

/** Proposes points from history, says how good they are, and saves them as a draft that a person may edit (HS-12). */
export function Fit({ context, list, profile, fields, question }: FitProps): ReactNode {
  const text = useText()
  const run = useRun<{ readonly state: 'done'; readonly fit: FitReport }, readonly string[]>()
  const { definition } = profile
  const propose = (without: readonly string[]) => {
    const name = text('{name}, from history', { name: definition.name })
    const asked = { ...question, name, objectType: definition.objectType, against: definition, without: [...without] }
    run.start(context.watch<typeof fitContract>('tenure.foresight/fit', asked), without)
  }
  const { found, problem, running } = run
  const without = found?.asked ?? []
  return (
    <section className="block w5 bt-fit" aria-labelledby="bt-fit">
      <header>
        <h2 id="bt-fit">{text('Fit from history')}</h2>
        <span className="n">{text('logistic regression')}</span>
      </header>
      {running !== undefined ? (
        <Running what={text('Fitting points')} run={run} />
      ) : problem !== undefined ? (
        <Failed what={text('Fit from history')} problem={problem} retry={() => propose(without)} />
      ) : found === undefined ? (
        <Offer propose={() => propose([])} />
      ) : (
        <Proposal {...{ context, list, fields }} fit={found.answer.fit} {...{ without, propose }} />
      )}
    </section>
  )
}

function Offer({ propose }: { readonly propose: () => void }): ReactNode {
  const text = useText()
  return (
    <div className="bt-offer">
      <p className="t2">
        {text(
          'Learns from the same history which properties and activities told who left, and proposes criteria and whole points for them. Nothing is saved until you say so.',
        )}
      </p>
      <Button look="primary" icon="spark" onPress={propose}>
        {text('Propose points')}
      </Button>
    </div>
  )
}

interface ProposalProps extends Pick<FitProps, 'context' | 'list' | 'fields'> {
  readonly fit: FitReport
  /** What the fit must not look at. */
  readonly without: readonly string[]
  readonly propose: (without: readonly string[]) => void
}
function Proposal({ context, list, fields, fit, without, propose }: ProposalProps): ReactNode {
  const text = useText()
  const draft = fit.draft === null ? undefined : nameDraft(fit.draft, fields, text)
  const again = without.length === 0 ? undefined : () => propose([])
  return (
    <>
      <Quality {...{ context, fit }} />
      {draft === undefined ? null : <p className="bt-note">{worthOf(fit, text)}</p>}
      {draft === undefined ? (
        <p className="bt-note t2">{text('No property and no activity tells who left: there is nothing to propose.')}</p>
      ) : (
        <Points {...{ context, fields, draft }} leaveOut={(path) => propose([...without, path])} />
      )}
      <div className="bt-foot">
        <span className="small t3 grow">
          {draft === undefined ? '' : text('You can edit every point before it is used. What tells is not always a cause.')}
        </span>
        {again === undefined ? null : (
          <Button look="bare" onPress={again}>
            {text('With all again')}
          </Button>
        )}
        {draft === undefined ? null : <SaveDraft {...{ context, list, draft }} />}
      </div>
    </>
  )
}

// In words, before anybody takes the points for better because they are new.
function worthOf({ auc, against }: FitReport, text: Text): string {
  if (auc === null || auc.lower <= 0.5)
    return text('On customers that were no part of it, these points tell nothing apart: there is too little to learn from.')
  const difference = against?.difference ?? null
  if (difference === null) return text('On customers that were no part of it, these points tell apart who left.')
  const name = against?.name ?? ''
  if (difference.lower > 0) return text('On customers that were no part of it, these points tell more than {name}.', { name })
  if (difference.upper < 0) return text('On customers that were no part of it, these points tell less than {name}.', { name })
  return text('On customers that were no part of it, these points tell about as much as {name}.', { name })
}

function Quality({ context, fit }: { readonly context: Context; readonly fit: FitReport }): ReactNode {
  const text = useText()
  const [number, signed] = [aucText(context.locale), differenceText(context.locale)]
  const { auc, against, folds } = fit
  const better = against?.difference ?? null
  return (
    <div className="bt-quality">
      {auc === null ? null : (
        <div>
          <b className="num">{number(auc.value)}</b>
          <span className="small t3">
            {text('AUC of customers that were no part of it, {n} folds', { n: folds })}
            <br />
            {text('95% between {lower} and {upper}', { lower: number(auc.lower), upper: number(auc.upper) })}
          </span>
        </div>
      )}
      {better === null ? null : (
        <div>
          <b className="num">{signed(better.value)}</b>
          <span className="small t3">
            {text('against {name}', { name: against?.name ?? '' })}
            <br />
            {better.lower > 0 || better.upper < 0
              ? text('{lower} to {upper}', { lower: signed(better.lower), upper: signed(better.upper) })
              : text('may be chance: {lower} to {upper}', { lower: signed(better.lower), upper: signed(better.upper) })}
          </span>
        </div>
      )}
    </div>
  )
}

interface PointsProps {
  readonly context: Context
  readonly fields: Fields
  readonly draft: ScoreProfile
  readonly leaveOut: (path: string) => void
}
function Points({ context, fields, draft, leaveOut }: PointsProps): ReactNode {
  const text = useText()
  const { number } = context.formats
  return (
    <div className="bt-points">
      {draft.groups.map(({ id, name, maximum, criteria }) => (
        <section key={id} aria-label={name}>
          <h3>
            <span className="grow cut">{name}</span>
            <span className="small t3">{text('at most')}</span> <b className="num">{number(maximum)}</b>
          </h3>
          <ul>
            {criteria.map((criterion) => {
              const path = 'property' in criterion ? criterion.property : 'association' in criterion ? criterion.association : undefined
              return (
                <li key={criterion.id} className="small">
                  <span className="grow">
                    <CriterionSentence {...{ context, criterion, fields }} />
                  </span>
                  {path === undefined ? null : (
                    <button
                      type="button"
                      className="ib tiny"
                      aria-label={text('Propose without {name}', { name: criterion.name })}
                      title={text('Propose without {name}', { name: criterion.name })}
                      onClick={() => leaveOut(path)}
                    >
                      <Icon name="x" size={12} />
                    </button>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
      <p className="small t2">
        {text('Neutral from {neutral}, healthy from {healthy}: where the odds of leaving are twice and half the average.', {
          neutral: draft.thresholds.neutral,
          healthy: draft.thresholds.healthy,
        })}
      </p>
    </div>
  )
}

function SaveDraft({
  context,
  list,
  draft,
}: {
  readonly context: Context
  readonly list: Profiles
  readonly draft: ScoreProfile
}): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const [isSaving, setSaving] = useState(false)
  const isFull = list.profiles.filter(({ state }) => state === 'draft').length >= list.limits.draft
  if (isFull)
    return (
      <span className="small t2">
        {text('The edition has at most {n} drafts. Activate or delete one first.', { n: list.limits.draft })}
      </span>
    )
  const save = async () => {
    setSaving(true)
    const outcome = await context.act<typeof saveProfileContract>('tenure.core/save-profile', { definition: draft })
    setSaving(false)
    if (outcome.ok) context.goTo(outcome.value.profile)
    else toasts.show({ tone: 'refused', title: outcome.problem.message })
  }
  return (
    <Button look="primary" isDisabled={isSaving || context.isReadOnly} onPress={() => void save()}>
      {text('Save as draft')}
    </Button>
  )
}
