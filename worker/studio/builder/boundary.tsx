import { Component, type ComponentChildren } from 'preact';

interface Props {
  readonly text: string;
  readonly children: ComponentChildren;
}

/** Fields of a text whose form no field was made for: they wait until the text is another one. */
export class Boundary extends Component<Props, { readonly failed: string | null }> {
  override state = { failed: null };

  override componentDidCatch(): void {
    this.setState({ failed: this.props.text });
  }

  override render({ text, children }: Props) {
    if (this.state.failed !== text) return children;
    return (
      <p class="notice">
        The text has a form for which there are no fields. Mend what the checker says in the JSON,
        or undo.
      </p>
    );
  }
}
