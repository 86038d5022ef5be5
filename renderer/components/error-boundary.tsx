import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { Message } from './screen';

/** Keeps a defect of one screen from taking the page with it. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly broken: boolean }
> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Message title="This screen ran into a defect" tone="failed">
        <p>Your portfolio is still being read; only its picture is gone.</p>
        <Button onClick={() => this.setState({ broken: false })}>Draw it again</Button>
      </Message>
    );
  }
}
