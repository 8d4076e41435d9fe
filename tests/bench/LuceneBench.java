/*
 * LuceneBench index TABLE FOLDER | query FOLDER QUERIES [REPEATS]: Lucene 8 on the releases of make-releases, as its
 * users write it: the French or English analyser by the language of the release, two threads, text stored for
 * snippets, dates as points, countries and goals as terms. Output of `query` as bench_query's.
 */
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;

public final class LuceneBench {
    private static final int THREADS = 2, HITS = 10, REPEATS = 20;
    private static final double BUFFER_MB = 64;
    private static final Analyzer FRENCH = new FrenchAnalyzer(), ENGLISH = new EnglishAnalyzer();

    private static Analyzer analyzer(String language) {
        return language.equals("fr") ? FRENCH : ENGLISH;
    }

    // == Indexing

    /* id, title, date, language, countries, goals, text */
    private static Document document(String line) {
        String[] row = line.split("\t", -1);
        Analyzer analyzer = analyzer(row[3]);
        String text = row[1] + "\n" + row[6];
        int day = Integer.parseInt(row[2].replace("-", ""));
        Document document = new Document();
        document.add(new StringField("id", row[0], Field.Store.YES));
        document.add(new StringField("language", row[3], Field.Store.YES));
        document.add(new TextField("text", analyzer.tokenStream("text", text)));
        document.add(new StoredField("text", text));
        document.add(new IntPoint("date", day));
        document.add(new NumericDocValuesField("date", day));
        for (String country : row[4].split(" "))
            document.add(new StringField("country", country, Field.Store.YES));
        for (String goal : row[5].split(" "))
            document.add(new StringField("goal", goal, Field.Store.YES));
        return document;
    }

    private static void indexLines(BufferedReader lines, IndexWriter writer) {
        try {
            for (String line = next(lines); line != null; line = next(lines))
                writer.addDocument(document(line));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static String next(BufferedReader lines) throws IOException {
        synchronized (lines) {
            return lines.readLine();
        }
    }

    private static void index(String table, String folder) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(ENGLISH).setRAMBufferSizeMB(BUFFER_MB);
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        try (BufferedReader lines = Files.newBufferedReader(Paths.get(table), StandardCharsets.UTF_8);
             IndexWriter writer = new IndexWriter(FSDirectory.open(Paths.get(folder)), config)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(new Thread(() -> indexLines(lines, writer)));
                threads.get(i).start();
            }
            for (Thread thread : threads)
                thread.join();
            writer.commit();
        }
    }

    // == Searching

    /* The classic parser, for whom `date` is a point and `country` and `goal` are not analysed. */
    private static final class Parser extends QueryParser {
        Parser(Analyzer analyzer) {
            super("text", analyzer);
            setDefaultOperator(Operator.AND);
        }

        @Override
        protected Query getRangeQuery(String field, String low, String high, boolean withLow, boolean withHigh) {
            return IntPoint.newRangeQuery(field, Integer.parseInt(low), Integer.parseInt(high));
        }

        @Override
        protected Query getFieldQuery(String field, String text, boolean quoted)
                throws org.apache.lucene.queryparser.classic.ParseException {
            if (field.equals("text"))
                return super.getFieldQuery(field, text, quoted);
            return new TermQuery(new Term(field, text));
        }
    }

    private static long find(IndexSearcher searcher, String[] row, boolean page) throws Exception {
        Analyzer analyzer = analyzer(row[2]);
        Query query = new Parser(analyzer).parse(row[4]);
        TopScoreDocCollector collector = TopScoreDocCollector.create(HITS, page ? Integer.MAX_VALUE : 1000);
        searcher.search(query, collector);
        TopDocs hits = collector.topDocs();
        if (page && hits.scoreDocs.length > 0) {
            new UnifiedHighlighter(searcher, analyzer).highlight("text", query, hits, 2);
            for (int i = 0; i < hits.scoreDocs.length; i++)
                searcher.doc(hits.scoreDocs[i].doc);
        }
        return hits.totalHits.value;
    }

    private static void query(String folder, String path, int repeats) throws Exception {
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(Paths.get(folder)))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null); // each repeat does the work anew, as everywhere else
            List<String> lines = Files.readAllLines(Paths.get(path), StandardCharsets.UTF_8);
            lines.removeIf(line -> line.startsWith("#"));
            for (boolean page : new boolean[] {false, true}) {
                for (int round = 0; round < 10; round++) // what a server's compiler has long done
                    for (String line : lines)
                        find(searcher, line.split("\t", -1), page);
                for (String line : lines)
                    System.out.println(timed(searcher, line.split("\t", -1), page, repeats));
            }
        }
    }

    /* Of this thread: another user of the machine costs nothing here. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String timed(IndexSearcher searcher, String[] row, boolean page, int repeats) throws Exception {
        StringBuilder out = new StringBuilder(page ? "page" : "ids");
        out.append('\t').append(row[0]).append('\t').append(row[1]).append('\t').append(find(searcher, row, page));
        for (int i = 0; i < repeats; i++) {
            long begun = processorTime();
            find(searcher, row, page);
            out.append('\t').append(processorTime() - begun);
        }
        return out.toString();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3 && arguments[0].equals("index")) {
            index(arguments[1], arguments[2]);
        } else if (arguments.length >= 3 && arguments[0].equals("query")) {
            query(arguments[1], arguments[2], arguments.length > 3 ? Integer.parseInt(arguments[3]) : REPEATS);
        } else {
            System.err.println("usage: LuceneBench index TABLE FOLDER | query FOLDER QUERIES [REPEATS]");
            System.exit(2);
        }
    }
}
