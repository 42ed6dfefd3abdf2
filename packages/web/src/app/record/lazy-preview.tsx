import { type ComponentProps, type ReactNode, Suspense, useEffect } from 'react'
import { useWords } from '../../words/use-words.js'
import { lazily } from '../early/lazily.js'
import { Boundary } from '../part/boundary.js'
import { LoadingLines } from '../part/states.js'

const load = () => import('./preview.js')
const Loaded = lazily('Preview', load)

/** The preview of a record. The first rows do not wait for its code. */
export function LazyPreview(props: ComponentProps<typeof Loaded>): ReactNode {
  return (
    <Boundary what={useWords().record.thisRecord}>
      <Suspense fallback={<Shapes isPage={props.isPage} />}>
        <Loaded {...props} />
      </Suspense>
    </Boundary>
  )
}

/** Fetches the code of the preview once the page has nothing better to do, so that the first click does not wait for it. */
export function usePreviewAhead(isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return
    const timer = setTimeout(() => void load().catch(() => undefined))
    return () => clearTimeout(timer)
  }, [isReady])
}

function Shapes({ isPage }: { readonly isPage: boolean }): ReactNode {
  return (
    <aside className={`preview${isPage ? ' page' : ''}`} aria-busy="true">
      <section className="in">
        <LoadingLines lines={9} />
      </section>
    </aside>
  )
}
