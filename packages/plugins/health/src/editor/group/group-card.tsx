import type { Criterion, ScoreGroup } from '@tenure/core/score'
import { Icon, Menu, Segmented, type Text, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { CriterionRow } from '../criterion/criterion-row.js'
import { addedCriterion, blankCriterion, type CriterionKind, kindsFor } from '../criterion/new-criterion.js'
import { NumberInput } from '../number-input.js'
import { freshId, moved, withCriterion, withGroup } from '../profile-draft.js'
import { faultAt } from '../shown-profile.js'
import type { EditingProps } from './editing-props.js'

interface GroupCardProps extends EditingProps {
  readonly group: ScoreGroup
  readonly at: number
  /** The criterion that is open for editing. */
  readonly open: string | undefined
  readonly setOpen: (id: string | undefined) => void
}

/** One group: its name, its maximum, and its criteria as sentences. */
export function GroupCard(props: GroupCardProps): ReactNode {
  const { steps, group, at, faults } = props
  const text = useText()
  const [isFolded, fold] = useState(false)
  const [isMore, setMore] = useState(group.combine === 'mean' || group.start !== 0 || group.missing === 'skip')
  const change = (next: Partial<ScoreGroup>, key?: string) =>
    steps.change(
      withGroup(steps.now, group.id, (one) => ({ ...one, ...next })),
      key && `${group.id} ${key}`,
    )
  const isMean = steps.now.combine === 'mean'
  const own =
    faultAt(faults, 'groups', at, 'criteria') ??
    faultAt(faults, 'groups', at, 'clamp') ??
    faultAt(faults, 'groups', at, 'maximum') ??
    faultAt(faults, 'groups', at, 'name')
  return (
    <section className="hgrp" aria-label={group.name}>
      <header>
        <button
          type="button"
          className="ib"
          aria-expanded={!isFolded}
          aria-label={text('Criteria of {name}', { name: group.name })}
          onClick={() => fold(!isFolded)}
        >
          <Icon name={isFolded ? 'chevron-right' : 'chevron-down'} size={14} />
        </button>
        <span className="health-name">
          <TextInput label={text('Name of the group')} value={group.name} onChange={(name) => change({ name }, 'name')} />
        </span>
        <span className="t3 small not-phone">{group.kind === 'event' ? text('from activities') : text('from properties and records')}</span>
        <span className="grow" />
        <span className="small t3">{isMean ? text('weight') : text('at most')}</span>
        {isMean ? (
          <NumberInput
            label={text('Weight of {name}', { name: group.name })}
            value={group.weight ?? group.maximum}
            onChange={(weight) => change({ weight: weight ?? 1 }, 'weight')}
          />
        ) : (
          <NumberInput
            label={text('Most points of {name}', { name: group.name })}
            value={group.maximum}
            onChange={(maximum) => change({ maximum: maximum ?? 1 }, 'maximum')}
          />
        )}
        <GroupMenu {...props} isMore={isMore} setMore={setMore} />
      </header>
      {own === undefined ? null : (
        <p className="small bad health-fault" role="alert">
          {own}
        </p>
      )}
      {isMore && !isFolded ? <GroupRules group={group} change={change} /> : null}
      {isFolded ? null : <Criteria {...props} />}
    </section>
  )
}

function Criteria({ context, steps, fields, faults, kinds, preview, group, at, open, setOpen }: GroupCardProps): ReactNode {
  const put = (criteria: readonly Criterion[], key?: string) =>
    steps.change(
      withGroup(steps.now, group.id, (one) => ({ ...one, criteria })),
      key,
    )
  return (
    <ul>
      {group.criteria.map((criterion, place) => (
        <CriterionRow
          key={criterion.id}
          {...{ context, criterion, fields, kinds, preview }}
          objectType={steps.now.objectType}
          isWeighed={group.combine === 'mean' || group.missing === 'skip'}
          faults={faults.filter(({ path }) => path[0] === 'groups' && path[1] === at && path[2] === 'criteria' && path[3] === place)}
          isOpen={open === criterion.id}
          toggle={() => setOpen(open === criterion.id ? undefined : criterion.id)}
          change={(next, key) =>
            steps.change(
              withCriterion(steps.now, { group: group.id, id: criterion.id }, () => next),
              `${criterion.id} ${key}`,
            )
          }
          move={(by) => put(moved(group.criteria, place, by))}
          remove={() => {
            setOpen(undefined)
            put(group.criteria.filter(({ id }) => id !== criterion.id))
          }}
        />
      ))}
      <li className="health-addrow">
        <AddCriterion
          {...{ group, fields, kinds }}
          add={(blank) => {
            const criterion = { ...blank, id: freshId(steps.now, `${group.id}-${blank.kind}`) }
            put([...group.criteria, criterion])
            setOpen(criterion.id)
          }}
        />
        <Reach group={group} />
      </li>
    </ul>
  )
}
interface AddProps extends Pick<GroupCardProps, 'group' | 'fields' | 'kinds'> {
  readonly add: (criterion: Criterion) => void
}
function AddCriterion({ group, fields, kinds, add }: AddProps): ReactNode {
  const text = useText()
  const addBlank = (kind: CriterionKind) => {
    const blank = fields && blankCriterion(kind, fields, text)
    if (blank !== undefined) add(blank)
  }
  return (
    <Menu
      className="btn ghost"
      label={text('Add a criterion to {name}', { name: group.name })}
      align="start"
      button={
        <>
          <Icon name="plus" size={12} /> {text('Criterion')}
        </>
      }
      entries={[
        ...kindsFor(group.kind).map(({ kind, title }) => ({ key: kind, label: text(title), act: () => addBlank(kind) })),
        ...kinds.map((kind) => ({ key: kind.id, label: text(kind.title), act: () => add(addedCriterion(kind)), ...whyNot(kind, text) })),
      ]}
    />
  )
}
// What a form cannot ask for is written by the author of the plugin.
function whyNot({ fields }: EditingProps['kinds'][number], text: Text): { readonly why?: string } {
  return fields === null ? { why: text('Its configuration has more than a form can ask.') } : {}
}
function Reach({ group: { criteria, combine, maximum } }: { readonly group: ScoreGroup }): ReactNode {
  const text = useText()
  const most = criteria.reduce((sum, criterion) => sum + mostOf(criterion), 0)
  if (combine === 'mean' || criteria.length === 0) return null
  if (most >= maximum) return <span className="small t3">{text('Together {most}: the maximum can be reached.', { most })}</span>
  return <span className="small bad">{text('Together {most}: the maximum of {maximum} cannot be reached.', { most, maximum })}</span>
}
/** The most points that a criterion can earn. */
export function mostOf(criterion: Criterion): number {
  if (criterion.most !== undefined) return criterion.most
  switch (criterion.kind) {
    case 'property':
      return Math.max(0, ...criterion.cases.map(({ points }) => points))
    case 'segment':
      return Math.max(0, criterion.inside, criterion.outside)
    case 'events':
      return 'ranges' in criterion.earn
        ? Math.max(0, ...criterion.earn.ranges.map(({ points }) => points))
        : criterion.earn.each > 0
          ? 100
          : 0
    case 'custom':
      return 100
    default:
      return Math.max(0, ...criterion.ranges.map(({ points }) => points))
  }
}

interface RulesProps {
  readonly group: ScoreGroup
  readonly change: (next: Partial<ScoreGroup>, key?: string) => void
}
function GroupRules({ group, change }: RulesProps): ReactNode {
  const text = useText()
  return (
    <div className="health-line health-grouprules">
      <Segmented
        label={text('Criteria are')}
        value={group.combine}
        onChange={(combine) => change({ combine: combine === 'mean' ? 'mean' : 'sum' })}
        options={[
          { value: 'sum', label: text('added') },
          { value: 'mean', label: text('a mean by weight') },
        ]}
      />
      <Segmented
        label={text('A criterion without data')}
        value={group.missing}
        onChange={(missing) => change({ missing: missing === 'skip' ? 'skip' : 'zero' })}
        options={[
          { value: 'zero', label: text('earns nothing') },
          { value: 'skip', label: text('leaves its share to the others') },
        ]}
      />
      <span>{text('begins at')}</span>
      <NumberInput label={text('Points at the start')} value={group.start} onChange={(start) => change({ start: start ?? 0 }, 'start')} />
      <span>{text('held between')}</span>
      <NumberInput
        label={text('Least points')}
        value={group.clamp?.[0] ?? 0}
        onChange={(least) => change({ clamp: [least ?? 0, group.clamp?.[1] ?? group.maximum] }, 'clamp')}
      />
      <span>{text('and')}</span>
      <NumberInput
        label={text('Most points')}
        value={group.clamp?.[1] ?? group.maximum}
        onChange={(most) => change({ clamp: [group.clamp?.[0] ?? 0, most ?? group.maximum] }, 'clamp')}
      />
    </div>
  )
}

function GroupMenu({
  steps,
  group,
  at,
  isMore,
  setMore,
}: GroupCardProps & { readonly isMore: boolean; readonly setMore: (is: boolean) => void }): ReactNode {
  const text = useText()
  const { groups } = steps.now
  const put = (next: readonly ScoreGroup[]) => steps.change({ ...steps.now, groups: next })
  return (
    <Menu
      className="ib"
      label={text('Menu of {name}', { name: group.name })}
      button={<Icon name="dots" size={16} />}
      align="end"
      entries={[
        {
          key: 'more',
          label: isMore ? text('Hide how criteria come together') : text('How criteria come together'),
          act: () => setMore(!isMore),
        },
        ...(at > 0 ? [{ key: 'up', label: text('Move up'), icon: 'arrow-up', act: () => put(moved(groups, at, -1)) }] : []),
        ...(at < groups.length - 1
          ? [{ key: 'down', label: text('Move down'), icon: 'arrow-down', act: () => put(moved(groups, at, 1)) }]
          : []),
        { key: 'remove', label: text('Take the group out'), icon: 'x', act: () => put(groups.filter(({ id }) => id !== group.id)) },
      ]}
    />
  )
}
