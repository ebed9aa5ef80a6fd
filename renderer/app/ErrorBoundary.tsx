import { Component, type ReactNode } from 'react';
import { messageOf, type Message } from '../i18n/i18n.ts';
import { StartFailure } from './StartFailure.tsx';

interface Broken {
  readonly message: Message | null;
}

/** A part of the screen that threw becomes a readable page, never a blank one. React offers this as a class only. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, Broken> {
  override state: Broken = { message: null };

  static getDerivedStateFromError(error: unknown): Broken {
    return { message: messageOf(error) };
  }

  override render(): ReactNode {
    return this.state.message === null ? this.props.children : <StartFailure message={this.state.message} />;
  }
}
