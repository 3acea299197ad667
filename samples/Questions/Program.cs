using Questions;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMcpServer().WithHttpTransport().WithSessionStore().WithTools<DraftTools>();

var app = builder.Build();
app.MapMcp("/mcp");
app.Run();
