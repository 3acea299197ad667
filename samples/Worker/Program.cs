using Worker;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSessionStore();
builder.Services.AddHostedService<Importer>();
builder.Build().Run();
