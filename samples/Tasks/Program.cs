using Tasks;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMcpServer()
    .WithHttpTransport()
    .WithSessionStore()
    .WithSessionStoreTasks(tasks => tasks.MaxRunningAnonymous = 10) // 0 unless set: strangers get no tasks.
    .WithTools<ReportTools>();

var app = builder.Build();
app.MapMcp("/mcp");
app.Run();
