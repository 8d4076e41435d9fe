// bench_xapian index TABLE DATABASE | query DATABASE QUERIES [REPEATS]: Xapian's own TermGenerator and QueryParser on
// the releases of make-releases, as its users write them. Output of `query` as bench_query's.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <time.h>
#include <vector>
#include <xapian.h>

namespace
{

using std::string;
const Xapian::valueno slot_date = 0;
const int commit_documents = 10000;

/* Processor time, which other users of a machine do not lengthen. */
int64_t processor_ns()
{
    struct timespec time = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return int64_t(time.tv_sec) * 1000000000 + time.tv_nsec;
}

std::vector<string> split(const string &line, char at)
{
    std::vector<string> fields;
    std::istringstream stream(line);
    for (string field; std::getline(stream, field, at);)
        fields.push_back(field);
    return fields;
}

string without_dashes(string date)
{
    string digits;
    for (char c : date)
        if (c != '-')
            digits += c;
    return digits;
}

string lower(string text)
{
    for (char &c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// id, title, date, language, countries, goals, text
Xapian::Document document_of(const std::vector<string> &row, Xapian::TermGenerator &generator)
{
    Xapian::Document document;
    generator.set_document(document);
    generator.set_stemmer(Xapian::Stem(row[3]));
    generator.index_text(row[1], 1, "S");
    generator.index_text(row[1]);
    generator.increase_termpos();
    generator.index_text(row[6]);
    string day = without_dashes(row[2]);
    document.add_value(slot_date, day);
    document.add_boolean_term("Q" + row[0]);
    document.add_boolean_term("L" + row[3]);
    document.add_boolean_term("D" + day);
    for (const string &country : split(row[4], ' '))
        document.add_boolean_term("N" + lower(country));
    for (const string &goal : split(row[5], ' '))
        document.add_boolean_term("XGOAL:" + goal);
    document.set_data(row[1] + "\n" + row[6]);
    return document;
}

void index(const char *table, const char *path)
{
    Xapian::WritableDatabase database(path,
                                      Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
    Xapian::TermGenerator generator;
    std::ifstream input(table);
    int count = 0;
    for (string line; std::getline(input, line);) {
        database.add_document(document_of(split(line, '\t'), generator));
        if (++count % commit_documents == 0)
            database.commit();
    }
    database.commit();
}

Xapian::QueryParser parser_of(Xapian::Database &database, const string &language, Xapian::RangeProcessor &dates)
{
    Xapian::QueryParser parser;
    parser.set_database(database);
    parser.set_stemmer(Xapian::Stem(language));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser.set_default_op(Xapian::Query::OP_AND);
    parser.add_boolean_prefix("country", "N");
    parser.add_boolean_prefix("goal", "XGOAL:");
    parser.add_rangeprocessor(&dates);
    return parser;
}

// The bounds of a value range are compared as text.
string pad_dates(string query)
{
    string::size_type at = query.find("date:0..");
    return at == string::npos ? query : query.replace(at, 8, "date:00000000..");
}

Xapian::MSet find(Xapian::Database &database, const std::vector<string> &row, bool page)
{
    Xapian::RangeProcessor dates(slot_date, "date:");
    Xapian::QueryParser parser = parser_of(database, row[2], dates);
    unsigned flags = Xapian::QueryParser::FLAG_DEFAULT | Xapian::QueryParser::FLAG_WILDCARD;
    Xapian::Query query = parser.parse_query(pad_dates(row[5]), flags);
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    Xapian::MSet hits = enquire.get_mset(0, 10, page ? database.get_doccount() : 0);
    Xapian::Stem stem(row[2]);
    for (Xapian::MSetIterator hit = hits.begin(); page && hit != hits.end(); ++hit)
        hits.snippet(hit.get_document().get_data(), 240, stem);
    return hits;
}

void query(const char *path, const char *queries, long repeats)
{
    Xapian::Database database(path);
    for (bool page : { false, true }) {
        std::ifstream input(queries);
        for (string line; std::getline(input, line);) {
            if (line.empty() || line[0] == '#')
                continue;
            std::vector<string> row = split(line, '\t');
            Xapian::MSet first = find(database, row, true);
            std::printf("%s\t%s\t%s\t%u", page ? "page" : "ids", row[0].c_str(), row[1].c_str(),
                        first.get_matches_estimated());
            for (long i = 0; i < repeats; i++) {
                int64_t begun = processor_ns();
                find(database, row, page);
                int64_t taken = processor_ns() - begun;
                std::printf("\t%lld", static_cast<long long>(taken));
            }
            std::putchar('\n');
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    try {
        if (argc == 4 && string(argv[1]) == "index") {
            index(argv[2], argv[3]);
        } else if (argc >= 4 && string(argv[1]) == "query") {
            query(argv[2], argv[3], argc > 4 ? std::strtol(argv[4], nullptr, 10) : 20);
        } else {
            std::cerr << "usage: bench_xapian index TABLE DATABASE | query DATABASE QUERIES [REPEATS]\n";
            return 2;
        }
    } catch (const Xapian::Error &error) {
        std::cerr << "bench_xapian: " << error.get_description() << '\n';
        return 2;
    }
    return 0;
}
