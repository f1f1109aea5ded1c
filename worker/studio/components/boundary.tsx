import { Component, type ComponentChildren } from 'preact';

interface Props {
  /** What is shown: another one is tried again. */
  readonly of: string;
  /** Stands there in place of what could not be shown. */
  readonly otherwise: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What no form was made for does not take the rest of the page with it. */
export class Boundary extends Component<Props, { readonly failed: string | null }> {
  override state = { failed: null };

  override componentDidCatch(): void {
    this.setState({ failed: this.props.of });
  }

  override render({ of, otherwise, children }: Props) {
    return this.state.failed === of ? otherwise : children;
  }
}
