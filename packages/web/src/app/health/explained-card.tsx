import { healthContract } from '@tenure/core/health'
import type { ReactNode } from 'react'
import { useWatch } from '../data/use-source.js'
import { HealthExplained } from './health-explained.js'

/** The explanation of a record's score, live; `plain` until it is there, and where there is none. */
export function ExplainedCard({ type, id, plain }: { readonly type: string; readonly id: string; readonly plain: ReactNode }): ReactNode {
  const { value } = useWatch(healthContract, { type, id })
  return value?.state === 'scored' ? <HealthExplained health={value} /> : plain
}
