// The playground: GraphiQL over this server, opened with the example queries.
import './workers';
import { createRoot } from 'react-dom/client';
import { examples } from '../shared/api';
import { Playground } from './Playground';

// GraphiQL reads its tabs once, when it is mounted: the examples come first.
const loaded = await examples().catch(() => []);
createRoot(document.getElementById('root')!).render(<Playground examples={loaded} />);
