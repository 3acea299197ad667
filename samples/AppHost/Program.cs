using AppHost;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddTopology();
builder.Build().Run();
