import { Ending, Notice } from '../components/index.ts';
import { live, site, SiteForm } from '../site/index.ts';
import { DefinitionsView } from './definitions-view.tsx';

export function Page() {
  if (site.value === '')
    return (
      <section class="sign-in">
        <h1>What is live</h1>
        <p class="soft">
          The definitions of a site are public: this Worker hands them to every page of it.
        </p>
        <SiteForm action="Show" />
      </section>
    );
  const answer = live.value;
  if (answer === null)
    return (
      <p class="soft" role="status">
        Asking the Worker …
      </p>
    );
  if (!answer.ok)
    return (
      <>
        <Notice amber alert>
          {answer.message}
        </Notice>
        <SiteForm action="Show another site" />
      </>
    );
  return (
    <>
      <Ending definitions={answer.value.definitions} now={Date.now()} />
      <DefinitionsView signed={answer.value} />
    </>
  );
}
