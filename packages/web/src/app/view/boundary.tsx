import { Component, type ReactNode } from 'react'
import { Failed } from './states.js'

/** Keeps a fault in one block inside it: the rest of the page runs on. */
export class Boundary extends Component<{ readonly what: string; readonly children: ReactNode }, { readonly fault?: Error }> {
  override state: { readonly fault?: Error } = {}

  static getDerivedStateFromError(fault: Error): { readonly fault: Error } {
    return { fault }
  }

  override render(): ReactNode {
    if (this.state.fault === undefined) return this.props.children
    const problem = { code: 'internal.invariant', message: `The page could not draw it: ${this.state.fault.message}` }
    return <Failed what={this.props.what} problem={problem} retry={() => this.setState({ fault: undefined } as never)} />
  }
}
