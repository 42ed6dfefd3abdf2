import { followContract, setFollowContract } from '@tenure/core/page'
import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { useSource, useWatch } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { useToasts } from '../toast/toasts.js'

/** Follows the record, or no longer; a second press takes it back. */
export function FollowButton({ record, isWide = false }: { readonly record: RecordDetail; readonly isWide?: boolean }): ReactNode {
  const words = useWords()
  const source = useSource()
  const toasts = useToasts()
  const { type, id, title } = record
  const { value } = useWatch(followContract, { type, id })
  const [wanted, setWanted] = useState<boolean>()
  const isFollowing = wanted ?? value?.following ?? false
  const press = async () => {
    const following = !isFollowing
    setWanted(following)
    const outcome = await source.act(setFollowContract, { type, id, following })
    setWanted(undefined)
    if (!outcome.ok)
      toasts.show({ tone: 'refused', title: words.write.notSaved, about: title ?? '', detail: words.problem(outcome.problem) })
  }
  const label = words.compose.follow
  return (
    <button
      type="button"
      className={`${isWide ? 'btn' : 'ib'} follow${isFollowing ? ' on' : ''}`}
      aria-pressed={isFollowing}
      aria-label={label}
      title={isFollowing ? words.compose.unfollow : label}
      onClick={() => void press()}
    >
      <Icon name="star" size={isWide ? 14 : 16} />
      {isWide ? <span>{label}</span> : null}
    </button>
  )
}
