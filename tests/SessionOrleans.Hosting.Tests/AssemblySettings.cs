// Silos, processes and environment variables belong to the whole process: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
