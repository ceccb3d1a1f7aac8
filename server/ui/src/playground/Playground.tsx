import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { HISTORY_PLUGIN, HistoryStore } from '@graphiql/plugin-history';
import { GraphiQLProvider } from '@graphiql/react';
import { GraphiQL, GraphiQLInterface } from 'graphiql';
import type { ComponentProps } from 'react';
import { send, type Example } from '../shared/api';
import { Header } from '../shared/Header';
import { EditorColours } from './EditorColours';
import { ExampleMenu } from './ExampleMenu';
import { FirstVariables } from './FirstVariables';
import { SystemTheme } from './SystemTheme';
import { TabInView } from './TabInView';
import { ThemeButton } from './ThemeButton';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import '../shared/theme.css';
import './playground.css';

type Fetcher = ComponentProps<typeof GraphiQLProvider>['fetcher'];

const fetcher: Fetcher = (request, options) => send(request, options?.headers) as ReturnType<Fetcher>;

export function Playground({ examples }: { examples: Example[] }) {
  return (
    <GraphiQLProvider
      fetcher={fetcher}
      defaultTabs={examples.length ? examples.map(({ query, variables }) => ({ query, variables })) : undefined}
      plugins={[DOC_EXPLORER_PLUGIN, HISTORY_PLUGIN]}
      referencePlugin={DOC_EXPLORER_PLUGIN}
    >
      <HistoryStore>
        <DocExplorerStore>
          <SystemTheme />
          <EditorColours />
          <TabInView />
          <FirstVariables variables={examples[0]?.variables ?? ''} />
          <Header>
            {examples.length > 0 && <ExampleMenu examples={examples} />}
            <ThemeButton />
          </Header>
          <main className="playground">
            <GraphiQLInterface
              defaultEditorToolsVisibility={examples.some(({ variables }) => variables) ? 'variables' : undefined}
              showPersistHeadersSettings={false}
            >
              <GraphiQL.Logo> </GraphiQL.Logo>
            </GraphiQLInterface>
          </main>
        </DocExplorerStore>
      </HistoryStore>
    </GraphiQLProvider>
  );
}
