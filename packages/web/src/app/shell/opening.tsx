import type { ReactNode } from 'react'
import { Logo } from './logo.js'

const rows = Array.from({ length: 14 }, (_, row) => row)

/** The shell in grey shapes, while nothing is known yet. The build writes it into the page itself too, so it has no text and no styles of its own. */
export function Opening(): ReactNode {
  return (
    <>
      <header className="bar">
        <div className="space">
          <Logo />
          <span className="sk w64" />
        </div>
      </header>
      <div className="main">
        <span />
        <main className="sheet" aria-busy="true">
          <div className="pane">
            <div className="head" />
            <div className="filters" />
            <div className="opening-rows">
              {rows.map((row) => (
                <div className="skr" key={row}>
                  <span className="sk box20" />
                  <span className="sk" />
                  <span className="grow" />
                  <span className="sk w64" />
                  <span className="sk w44" />
                </div>
              ))}
            </div>
          </div>
        </main>
      </div>
    </>
  )
}
