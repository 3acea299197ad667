// What is measured is of the whole process: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
