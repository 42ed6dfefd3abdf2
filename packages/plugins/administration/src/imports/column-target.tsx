import type { PlanColumn, PlanFile, PlanTarget } from '@tenure/core/administration'
import { Choose, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { Offer } from './use-bring-in.js'

type OfferedType = Offer['types'][number]
interface ColumnTargetProps {
  readonly file: PlanFile
  readonly column: PlanColumn
  /** What its values seem to be, for a property that is added. */
  readonly kind: string
  readonly type: OfferedType | undefined
  readonly change: (change: Partial<PlanColumn>) => void
}

/** What a column becomes: nothing, a property, a link, the stage, or a property that the import adds. */
export function ColumnTarget({ file, column, kind, type, change }: ColumnTargetProps): ReactNode {
  const text = useText()
  const taken = new Set(file.columns.filter((each) => each !== column).map(({ becomes }) => keyOf(becomes)))
  const newLabel = labelOf(column.column)
  const options = [
    { value: 'nothing', label: text('Left out') },
    ...(type?.properties ?? []).map(({ name, label }) => ({ value: `property ${name}`, label })),
    ...(type?.hasStages ? [{ value: 'stage', label: text('Stage') }] : []),
    ...(type?.links ?? []).map(({ name, label }) => ({ value: `link ${name}`, label: text('Link: {name}', { name: label }) })),
    ...(type?.isFixed ? [] : [{ value: 'new', label: text('New property: {name}', { name: newLabel }) }]),
  ].filter(({ value }) => value === 'nothing' || !taken.has(value))
  const choose = (value: string | null) => {
    if (value === null) return
    const becomes = targetOf(value, { type, label: newLabel, kind })
    if (becomes !== undefined) change({ becomes })
  }
  return (
    <Choose
      label={text('What {column} becomes', { column: column.column })}
      options={options}
      value={keyOf(column.becomes)}
      onChange={choose}
    />
  )
}

function keyOf(target: PlanTarget): string {
  if (target.to === 'property') return `property ${target.name}`
  return target.to === 'link' ? `link ${target.association}` : target.to
}

const newKinds: Readonly<Record<string, 'number' | 'money' | 'date' | 'boolean'>> = {
  number: 'number',
  money: 'money',
  date: 'date',
  datetime: 'date',
  boolean: 'boolean',
}
function targetOf(
  value: string,
  { type, label, kind }: { readonly type: OfferedType | undefined; readonly label: string; readonly kind: string },
): PlanTarget | undefined {
  const [to, name = ''] = value.split(' ')
  if (to === 'property') return { to: 'property', name }
  if (to === 'stage') return { to: 'stage' }
  if (to === 'new') return { to: 'new', name: nameOf(label, type), label, kind: newKinds[kind] ?? 'string' }
  const link = type?.links.find((each) => each.name === name)
  if (to === 'link' && link !== undefined) return { to: 'link', association: link.name, type: link.type, match: 'name' }
  return { to: 'nothing' }
}

// `year_established` is *Year established*, and its name is `yearEstablished`.
function labelOf(column: string): string {
  const words = column.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
function nameOf(label: string, type: OfferedType | undefined): string {
  const words = label
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 ]/g, '')
    .trim()
    .split(/\s+/)
  const plain = words.map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('')
  const base = /^[a-z]/.test(plain) ? plain : `column${plain}`
  const taken = new Set(type?.properties.map(({ name }) => name))
  let name = base
  for (let at = 2; taken.has(name); at++) name = `${base}${at}`
  return name
}
