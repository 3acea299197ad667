namespace SessionOrleans.Benchmarks.CommandLine;

/// <summary>What the program can be asked for.</summary>
internal static class Usage
{
    public const string Text = """
        dotnet run -c Release --project benchmarks -- COMMAND [OPTION...]

          compare     each kind of work against its peers, interleaved in one run
              --seconds N       measured per side and case, in rounds (3)
              --workers N       callers at once (64)
              --value-bytes N   size of a value, for the cases that do not have one of their own (1024)
              --sessions N      how many sessions the calls are spread over (10000)
              --only CASE       one case; several are separated by commas
              --rate R          requests a second as they come (open loop), instead of as fast as they are answered
          contention  many callers that update one session
              --seconds N (5)   --workers N (64)   --value-bytes N (1024)
              --clients N       of ours, over which the callers are spread (1)
          scale       a number of sessions with one deadline: made, left idle, gone
              --sessions N (1000000)   --value-bytes N (1024)   --workers N (64)
          grow        rate and latency of get and set through a client, as one thing grows: workers, size, sessions or silos
              --over LIST       of workers,value-bytes,sessions,silos (all of them)
              --seconds N       measured per point and kind of work, in rounds (1)
              --most-sessions N how far the sessions grow, in steps of ten times from 1000 (100000)
          plot        draws what grow --json has written
              --from FILE       the results, one JSON object a line
              --to FOLDER       where the SVG files go, one for each axis

          Every command that measures: --json for one JSON object a line, --backend redis|memory for what our side rests on (redis).
          redis-server has to be on the PATH; each run starts its own, and its own silos.
        """;
}
